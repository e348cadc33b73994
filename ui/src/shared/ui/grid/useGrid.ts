import {
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { GridController, type GridState, type Place } from "./controller";
import type { GridSource } from "./source";

/** Height of a row of one line, the same as the token. */
export const ROW_PX = 28;

/**
 * A controller for a source, and what it shows; a source with another name gets another controller. `pointedAt` tells how
 * many rows below the upper edge of the sight the pointer is, or that it is elsewhere.
 */
export function useGrid<T>(source: GridSource<T>, selected: string | null, pointedAt: () => number | null) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name stands for the source
  const controller = useMemo(() => new GridController(source), [source.name]);
  const latest = useRef(selected);
  latest.current = selected;
  const reached = useRef<string | null>(null);
  const before = useRef<Before<T> | null>(null);
  const begin = useEffectEvent(() => {
    reached.current = latest.current;
    controller.start(placeToKeep(before.current, source, latest.current, pointedAt()));
    before.current = { controller, axis: source.axis };
    return () => controller.stop();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun once for each controller
  useEffect(() => begin(), [controller]);
  useEffect(() => {
    // Also while the first rows are on their way: a selection that comes meanwhile counts.
    if (selected !== null && selected !== reached.current) controller.jump(selected);
    reached.current = selected;
  }, [controller, selected]);
  const state = useSyncExternalStore(controller.subscribe, controller.read);
  return { controller, ...useLastOfKin(source.kin, state) };
}

/** The list that was shown before, held by its controller. */
interface Before<T> {
  controller: GridController<T>;
  axis: string | undefined;
}

/**
 * Where another list begins: the row pointed at stays under the pointer, else the selected row stays where it was, else
 * what was in sight stays so. Where that is none of its rows, those about its place come there.
 */
function placeToKeep<T>(
  before: Before<T> | null,
  { axis }: GridSource<T>,
  selected: string | null,
  pointedAt: number | null,
): Place | null {
  const isSameAxis = axis !== undefined && before?.axis === axis;
  const pointed = isSameAxis && pointedAt !== null ? before.controller.lookedAt(pointedAt) : null;
  if (pointed) return pointed;
  if (selected !== null)
    return { position: selected, offset: before?.controller.offsetOf(selected) ?? undefined };
  return isSameAxis ? before.controller.lookedAt(null) : null;
}

/** What was seen of the last list while there is nothing of the next one yet. */
function useLastOfKin<T>(kin: string | undefined, state: GridState<T>) {
  const last = useRef<{ kin: string | undefined; state: GridState<T> } | null>(null);
  if (state.buffer !== null) last.current = { kin, state };
  const isKin = kin !== undefined && last.current?.kin === kin;
  const shown = state.buffer === null && state.failure === null && isKin ? last.current?.state : undefined;
  return { state: shown ?? state, isBehind: shown !== undefined };
}

/** How long a move is over when its traces go. */
const MOVED_MS = 900;

/** Whether somebody is moving, and what tells that they moved. */
export function useMoving(): [isMoving: boolean, moved: () => void] {
  const [isMoving, setMoving] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const moved = useCallback(() => {
    setMoving(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setMoving(false), MOVED_MS);
  }, []);
  return [isMoving, moved];
}

/**
 * How many rows below the upper edge of an element somebody points; `null` while they point elsewhere. Where only a menu
 * went away above it, nobody points at what comes to lie under the pointer.
 */
export function usePointedAt(body: HTMLElement | null, rowPx: number): () => number | null {
  const y = useRef<number | null>(null);
  useEffect(() => {
    if (!body) return;
    let last = "";
    const follow = ({ clientX, clientY, target }: PointerEvent) => {
      const place = `${clientX} ${clientY}`;
      if (place === last) return;
      last = place;
      const isInside = target instanceof Node && body.contains(target);
      y.current = isInside ? clientY - body.getBoundingClientRect().top : null;
    };
    document.addEventListener("pointermove", follow, { passive: true });
    return () => {
      y.current = null;
      document.removeEventListener("pointermove", follow);
    };
  }, [body]);
  return useCallback(() => (y.current === null ? null : y.current / rowPx), [rowPx]);
}

/** How many rows fit into an element, with a fraction; follows its size. */
export function useRowsInSight(body: HTMLElement | null, rowPx: number): number {
  const [rows, setRows] = useState(20);
  useLayoutEffect(() => {
    if (!body) return;
    const measure = () => setRows(Math.max(1, body.clientHeight / rowPx));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(body);
    return () => observer.disconnect();
  }, [body, rowPx]);
  return rows;
}

/** Scrolls with the wheel, by rows and fractions of rows. */
export function useWheel(body: HTMLElement | null, rowPx: number, scrollBy: (rows: number) => void) {
  useEffect(() => {
    if (!body) return;
    const turn = (event: WheelEvent) => {
      if (event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      scrollBy(rowsOf(event, body.clientHeight, rowPx));
    };
    body.addEventListener("wheel", turn, { passive: false });
    return () => body.removeEventListener("wheel", turn);
  }, [body, rowPx, scrollBy]);
}

function rowsOf(event: WheelEvent, height: number, rowPx: number): number {
  if (event.deltaMode === WheelEvent.DOM_DELTA_LINE) return event.deltaY;
  if (event.deltaMode === WheelEvent.DOM_DELTA_PAGE) return (event.deltaY * height) / rowPx;
  return event.deltaY / rowPx;
}
