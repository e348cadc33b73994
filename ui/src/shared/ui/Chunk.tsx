import { type ReactNode, useLayoutEffect, useRef, useState } from "react";

/** So far beyond the edge of what scrolls, lines are there before they are seen. */
const MARGIN_PX = 800;

/** Lines of any height that stand in the page only while they are near to being seen; until then, room for them. */
export function Chunk({
  estimatePx,
  isNeeded,
  children,
}: {
  /** How high the lines may be, as long as they have not been measured. */
  estimatePx: number;
  /** Whether the lines must be there, seen or not: the focus is among them, say. */
  isNeeded: boolean;
  children: () => ReactNode;
}) {
  const element = useRef<HTMLDivElement>(null);
  const [measuredPx, setMeasuredPx] = useState<number | null>(null);
  const [isNear, setNear] = useState(false);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1);
        if (!entry) return;
        setNear(entry.isIntersecting);
        if (!entry.isIntersecting) setMeasuredPx(entry.boundingClientRect.height);
      },
      { root: scrollerOf(current), rootMargin: `${MARGIN_PX}px 0px` },
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  if (isNear || isNeeded) return <div ref={element}>{children()}</div>;
  return <div ref={element} style={{ height: measuredPx ?? estimatePx }} />;
}

function scrollerOf(element: HTMLElement): HTMLElement | null {
  for (let part = element.parentElement; part; part = part.parentElement)
    if (/auto|scroll/.test(getComputedStyle(part).overflowY)) return part;
  return null;
}
