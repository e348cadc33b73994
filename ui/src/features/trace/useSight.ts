import { type Dispatch, type PointerEvent, type SetStateAction, useEffect, useRef, useState } from "react";
import { type Size, useSize } from "@/shared/ui";
import type { Drawing } from "./drawing";
import { begun, fitted, held, panned, type Sight, showing, zoomed } from "./sight";

/** How much a key or a button zooms. */
const STEP = 1.25;
/** How fast the wheel zooms, for each pixel that it turns. */
const WHEEL = 0.0025;

/** The part of a drawing that is in sight: dragged with the pointer, turned and pinched with the wheel. */
export function useSight(element: HTMLElement | null, drawing: Drawing, standing: number | null) {
  const area = useSize(element);
  const [wanted, setSight] = useState<Sight | null>(null);
  const sight = area && (wanted === null ? begun(drawing, area) : held(wanted, drawing, area));
  const move = (change: (sight: Sight, area: Size) => Sight) =>
    setSight((last) => (area ? held(change(last ?? begun(drawing, area), area), drawing, area) : last));
  useWheel(element, area, drawing, setSight);
  useEffect(() => {
    const place = standing === null ? undefined : drawing.placed[standing];
    if (place && area)
      setSight((last) => held(showing(last ?? begun(drawing, area), place, area), drawing, area));
  }, [standing, drawing, area]);
  return {
    area,
    sight,
    handlers: useDrag(move),
    zoom: (direction: 1 | -1) =>
      move((last, { width, height }) => zoomed(last, STEP ** direction, { x: width / 2, y: height / 2 })),
    showAll: () => move((_, whole) => fitted(drawing, whole)),
  };
}

function useDrag(move: (change: (sight: Sight) => Sight) => void) {
  const from = useRef<{ x: number; y: number } | null>(null);
  const end = () => {
    from.current = null;
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || (event.target as Element).closest("[data-place]")) return;
      from.current = { x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      const last = from.current;
      if (!last) return;
      const [dx, dy] = [last.x - event.clientX, last.y - event.clientY];
      from.current = { x: event.clientX, y: event.clientY };
      move((sight) => panned(sight, dx, dy));
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}

/** React listens to wheels passively, and the page must not scroll as well. */
function useWheel(
  element: HTMLElement | null,
  area: Size | null,
  drawing: Drawing,
  setSight: Dispatch<SetStateAction<Sight | null>>,
) {
  useEffect(() => {
    if (!element || !area) return;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      const isZoom = event.ctrlKey || event.metaKey;
      const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
      const turned = (sight: Sight) =>
        isZoom ? zoomed(sight, Math.exp(-event.deltaY * WHEEL), at) : panned(sight, dx, dy);
      setSight((last) => held(turned(last ?? begun(drawing, area)), drawing, area));
    };
    element.addEventListener("wheel", turn, { passive: false });
    return () => element.removeEventListener("wheel", turn);
  }, [element, area, drawing, setSight]);
}
