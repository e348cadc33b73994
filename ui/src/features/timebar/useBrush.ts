import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { indexAt, type Range, rangeOf, type Stretches } from "./stretch";

/** Stretches that are being chosen: from the one where it began to the one where it is now. */
export interface Draft {
  anchor: number;
  head: number;
}

const CLICK_PX = 3;

/** Choosing a range with the pointer or the keys. Nothing is chosen until the pointer lets go or Enter is pressed. */
export function useBrush(stretches: Stretches, onRange: (range: Range | null) => void) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [drag, setDrag] = useState<{ x: number; isMoving: boolean } | null>(null);
  const [hover, setHover] = useState<number | null>(null);
  const at = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return indexAt(stretches, (event.clientX - box.left) / Math.max(1, box.width));
  };
  const choose = (chosen: Draft) => {
    setDraft(null);
    onRange(rangeOf(stretches, chosen.anchor, chosen.head));
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ x: event.clientX, isMoving: false });
    setDraft({ anchor: at(event), head: at(event) });
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    setHover(at(event));
    if (!drag || !draft) return;
    const isMoving = drag.isMoving || Math.abs(event.clientX - drag.x) > CLICK_PX;
    if (!isMoving) return;
    setDrag({ ...drag, isMoving });
    setDraft({ ...draft, head: at(event) });
  };
  const onPointerUp = () => {
    setDrag(null);
    if (draft && drag?.isMoving) choose(draft);
    else setDraft(null);
  };
  const stop = () => {
    setDrag(null);
    setDraft(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = keyStep(event.key, stretches.count);
    if (step !== null) {
      const from = draft?.head ?? (step > 0 ? -1 : stretches.count);
      const head = Math.max(0, Math.min(stretches.count - 1, from + step));
      setDraft({ anchor: event.shiftKey && draft ? draft.anchor : head, head });
    } else if (event.key === "Enter" && draft) choose(draft);
    else if (event.key === "Delete" || event.key === "Backspace") {
      stop();
      onRange(null);
    } else if (event.key === "Escape" && draft) stop();
    else return;
    event.preventDefault();
  };
  const isShown = draft !== null && (drag === null || drag.isMoving);
  return {
    draft: isShown ? draft : null,
    hover,
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel: stop,
      onPointerLeave: () => setHover(null),
      onKeyDown,
      onBlur: stop,
    },
  };
}

/** By how many stretches a key steps; `null` where it means nothing here. */
export function keyStep(key: string, count: number): number | null {
  const leap = Math.max(1, Math.round(count / 12));
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -leap,
    PageUp: leap,
    Home: -count,
    End: count,
  };
  return steps[key] ?? null;
}
