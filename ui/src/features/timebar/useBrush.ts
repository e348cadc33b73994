import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useReducer, useRef } from "react";
import { type Lens, msAt } from "./lens";
import { between, floorTo, instants, type Marks, type Range, type Span, stretchAt } from "./stretch";

/** Stretches that are being chosen: from the one where it began to the one where it is now, by where they begin. */
export interface Draft {
  anchor: number;
  head: number;
}

/** What the pointer and the keys do over the bars, for whoever draws it. */
export interface Brush {
  draft: Draft | null;
  /** Where the pointer is, from 0 to 1. */
  hover: number | null;
}

const CLICK_PX = 3;

/**
 * Choosing a range with the pointer or the keys. Nothing is chosen until the pointer lets go or Enter is pressed. What
 * the pointer does is drawn without React; `draft` is what the keys have chosen, for what is told aloud.
 */
export function useBrush(lens: Lens, marks: Marks, onRange: (range: Range | null) => void) {
  const { step } = marks;
  const brush = useRef<Brush>({ draft: null, hover: null });
  const drag = useRef<{ x: number; isMoving: boolean; anchor: number } | null>(null);
  const [, tell] = useReducer((count: number) => count + 1, 0);
  const set = (draft: Draft | null) => {
    brush.current.draft = draft;
    lens.paintSoon();
  };
  const stop = useCallback(() => {
    drag.current = null;
    brush.current.draft = null;
    lens.paintSoon();
    tell();
  }, [lens]);
  // What was chosen in days is not what is meant in hours.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step ends what was begun
  useEffect(() => {
    if (!drag.current) stop();
  }, [step, stop]);
  const choose = (draft: Draft) => {
    stop();
    onRange(instants(within(between(draft.anchor, draft.head, step), lens.limits)));
  };
  const share = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - box.left) / Math.max(1, box.width)));
  };
  const at = (place: number) => stretchAt(msAt(lens.shown, Math.min(place, 1 - 1e-9)), marks, lens.limits);
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, isMoving: false, anchor: at(share(event)) };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const place = share(event);
    brush.current.hover = place;
    lens.paintSoon();
    const held = drag.current;
    if (!held) return;
    held.isMoving ||= Math.abs(event.clientX - held.x) > CLICK_PX;
    if (held.isMoving) set({ anchor: held.anchor, head: at(place) });
  };
  const onPointerUp = () => {
    const { draft } = brush.current;
    if (drag.current?.isMoving && draft) choose(draft);
    else if (drag.current) stop();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { draft } = brush.current;
    const steps = keyStep(event.key, Math.round((lens.goal.until - lens.goal.from) / step));
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (steps !== null) {
      const head = walked(draft, steps, event.key, marks, lens);
      set({ anchor: event.shiftKey && draft ? draft.anchor : head, head });
      lens.reveal(head);
      lens.reveal(head + step);
      tell();
    } else if (event.key === "Enter" && draft) choose(draft);
    else if (event.key === "Delete" || event.key === "Backspace") {
      stop();
      onRange(null);
    } else if (event.key === "Escape" && draft) stop();
    else return;
    event.preventDefault();
  };
  return {
    brush,
    draft: drag.current ? null : brush.current.draft,
    stop,
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel: stop,
      onPointerLeave: () => {
        brush.current.hover = null;
        lens.paintSoon();
      },
      onKeyDown,
      onBlur: stop,
    },
  };
}

/** Where a key leads: from nothing to the first or last stretch that is seen. */
function walked(draft: Draft | null, steps: number, key: string, marks: Marks, lens: Lens): number {
  const { limits, goal } = lens;
  const { step } = marks;
  if (key === "Home") return stretchAt(limits.from, marks, limits);
  if (key === "End") return stretchAt(limits.until, marks, limits);
  const before = steps > 0 ? floorTo(goal.from, marks) - step : floorTo(goal.until - 1, marks) + step;
  const from = draft ? draft.head : before;
  return stretchAt(from + steps * step, marks, limits);
}

function within({ from, until }: Span, limits: Span): Span {
  return { from: Math.max(limits.from, from), until: Math.min(limits.until, until) };
}

/** By how many stretches a key steps where so many are seen; `null` where it means nothing here. */
export function keyStep(key: string, inSight: number): number | null {
  const leap = Math.max(1, Math.round(inSight / 12));
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -leap,
    PageUp: leap,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  return steps[key] ?? null;
}
