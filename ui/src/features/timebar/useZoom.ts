import { type KeyboardEvent, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { useSettled } from "@/shared/lib/useSettled";
import { Lens, shareOf } from "./lens";
import type { Span } from "./stretch";
import { spellZoom } from "./zoom";

/** How often data is asked for while the lens moves. */
const FOLLOW_MS = 120;
/** A wheel's notch is about a hundred pixels and shows a third more or less. */
const WHEEL_PX = 300;
const LINE_PX = 33;
/** By how much a key zooms, and pans. */
export const KEY_FACTOR = 1.6;

/**
 * The lens over a history, and the span that data is asked for: it follows the lens a few times a second. Where it
 * rests, `onZoom` puts it into the link; where the link says something else, the lens goes there.
 */
export function useZoom(limits: Span, zoom: Span | null, onZoom: (zoom: Span | null) => void) {
  const [lens] = useState(() => new Lens());
  const [span, setSpan] = useSettled(zoom, nameOf, onZoom);
  const told = useRef<string | null>(null);
  const name = nameOf(span);
  const { from, until } = limits;
  useLayoutEffect(() => lens.setLimits({ from, until }), [lens, from, until]);
  const arrive = useEffectEvent((arrived: string) => {
    if (arrived !== told.current) lens.jump(span);
    told.current = arrived;
  });
  useLayoutEffect(() => arrive(name), [name]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const tell = () => {
      timer = null;
      told.current = nameOf(lens.wanted);
      setSpan(lens.wanted);
    };
    const forget = lens.onGo(() => {
      timer ??= setTimeout(tell, FOLLOW_MS);
    });
    return () => {
      forget();
      if (timer !== null) clearTimeout(timer);
    };
  }, [lens, setSpan]);
  return { lens, span };
}

function nameOf(span: Span | null): string {
  return span ? spellZoom(span) : "";
}

/** The wheel over the bar zooms about the pointer; sideways, or with Shift, it moves on. So does pinching. */
export function useWheel(element: HTMLElement | null, lens: Lens) {
  useEffect(() => {
    if (!element) return;
    const at = (x: number) => {
      const box = element.getBoundingClientRect();
      return Math.max(0, Math.min(1, (x - box.left) / Math.max(1, box.width)));
    };
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_PX;
      const [x, y] = [event.deltaX * unit, event.deltaY * unit];
      if (event.shiftKey || Math.abs(x) > Math.abs(y))
        lens.pan((x === 0 ? y : x) / Math.max(1, element.clientWidth), true);
      // A pinch comes as a wheel with Ctrl, in smaller steps.
      else lens.zoom(Math.exp((y * (event.ctrlKey ? 4 : 1)) / WHEEL_PX), at(event.clientX));
    };
    let pinch = 1;
    const onGesture = (event: Event) => {
      event.preventDefault();
      const { scale, clientX } = event as GestureEvent;
      if (event.type === "gesturechange") lens.zoom(pinch / scale, at(clientX), true);
      pinch = scale;
    };
    // React listens to wheels passively, which cannot keep the page from scrolling.
    element.addEventListener("wheel", onWheel, { passive: false });
    for (const type of GESTURES) element.addEventListener(type, onGesture, { passive: false });
    return () => {
      element.removeEventListener("wheel", onWheel);
      for (const type of GESTURES) element.removeEventListener(type, onGesture);
    };
  }, [element, lens]);
}

/** WebKit tells a pinch so where the system knows gestures. */
interface GestureEvent extends Event {
  scale: number;
  clientX: number;
}

const GESTURES = ["gesturestart", "gesturechange"];

/** The keys that zoom: `+`, `-`, and `0` for all of it. Tells whether the key was one. */
export function zoomByKey(event: KeyboardEvent, lens: Lens, about: number | null): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  const share = about === null ? 0.5 : shareOf(lens.goal, about);
  const pivot = Math.max(0, Math.min(1, share));
  if (event.key === "+" || event.key === "=") lens.zoom(1 / KEY_FACTOR, pivot);
  else if (event.key === "-" || event.key === "_") lens.zoom(KEY_FACTOR, pivot);
  else if (event.key === "0") lens.go(null);
  else return false;
  event.preventDefault();
  return true;
}
