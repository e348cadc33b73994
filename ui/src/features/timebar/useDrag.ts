import { type PointerEvent, useEffect, useRef, useState } from "react";

/**
 * Dragging along a part of the page that is as wide as what its parent shows. Tells places from 0 to 1, at most one
 * for each frame: views cannot follow more.
 */
export function useDrag(onPlace: (share: number) => void) {
  const [isDragging, setDragging] = useState(false);
  const frame = useRef<number | null>(null);
  const wanted = useRef(0);
  const latest = useRef(onPlace);
  latest.current = onPlace;
  useEffect(
    () => () => {
      if (frame.current !== null) cancelAnimationFrame(frame.current);
    },
    [],
  );
  const place = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!box) return;
    wanted.current = Math.max(0, Math.min(1, (event.clientX - box.left) / Math.max(1, box.width)));
    frame.current ??= requestAnimationFrame(() => {
      frame.current = null;
      latest.current(wanted.current);
    });
  };
  const grab = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDragging(true);
    // On the handle, being grabbed is not yet being moved.
    if (event.currentTarget.getAttribute("role") !== "slider") place(event);
  };
  const drop = () => setDragging(false);
  return {
    isDragging,
    handlers: {
      onPointerDown: grab,
      onPointerMove: (event: PointerEvent<HTMLElement>) => isDragging && place(event),
      onPointerUp: drop,
      onPointerCancel: drop,
      onLostPointerCapture: drop,
    },
  };
}
