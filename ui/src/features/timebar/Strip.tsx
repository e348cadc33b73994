import { type PointerEvent, useEffect, useRef } from "react";
import { type Lens, shareOf } from "./lens";
import styles from "./Strip.module.css";

/** How narrow the mark of what is seen becomes at most. */
const THUMB_PX_MIN = 6;

/**
 * Where in the whole history that which is seen lies. Pressing and dragging moves it there; the keys of the bars and the
 * buttons beside them do the same, so it is for the pointer alone.
 */
export function Strip({ lens, width }: { lens: Lens; width: number }) {
  const thumb = useRef<HTMLDivElement>(null);
  useEffect(() => {
    lens.paintSoon();
    return lens.onPaint((span) => {
      const element = thumb.current;
      if (!element) return;
      const [from, until] = [shareOf(lens.limits, span.from), shareOf(lens.limits, span.until)];
      const wide = Math.max(THUMB_PX_MIN, (until - from) * width);
      element.style.width = `${wide}px`;
      element.style.transform = `translateX(${Math.min(width - wide, from * width)}px)`;
    });
  }, [lens, width]);
  const to = (event: PointerEvent<HTMLElement>) => {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    const middle = (event.clientX - box.left) / Math.max(1, box.width);
    const { from, until } = lens.goal;
    const at = lens.limits.from + middle * (lens.limits.until - lens.limits.from);
    lens.go({ from: at - (until - from) / 2, until: at + (until - from) / 2 }, true);
  };
  return (
    <div
      aria-hidden
      className={styles.strip}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        to(event);
      }}
      onPointerMove={to}
    >
      <div ref={thumb} className={styles.thumb} />
    </div>
  );
}
