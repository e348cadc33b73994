import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { GridController, type GridState } from "./controller";
import type { GridSource } from "./source";

/** Height of a row of one line, the same as the token. */
export const ROW_PX = 28;

/** A controller for a source, and what it shows; a source with another name gets another controller. */
export function useGrid<T>(source: GridSource<T>, selected: string | null) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name stands for the source
  const controller = useMemo(() => new GridController(source), [source.name]);
  const latest = useRef(selected);
  latest.current = selected;
  const reached = useRef<string | null>(null);
  const before = useRef<GridController<T> | null>(null);
  useEffect(() => {
    const kept = latest.current;
    reached.current = kept;
    // In another list, the selected row stays where it was; where it is none of its rows, those about its place come there.
    controller.start(kept, kept === null ? null : before.current?.offsetOf(kept));
    before.current = controller;
    return () => controller.stop();
  }, [controller]);
  useEffect(() => {
    // Also while the first rows are on their way: a selection that comes meanwhile counts.
    if (selected !== null && selected !== reached.current) controller.jump(selected);
    reached.current = selected;
  }, [controller, selected]);
  const state = useSyncExternalStore(controller.subscribe, controller.read);
  return { controller, ...useLastOfKin(source.kin, state) };
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
