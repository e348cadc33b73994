import {
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { GridController, type GridSource } from "./controller";

/** Height of a row of one line, the same as the token. */
export const ROW_PX = 28;

/** A controller for a source, and what it shows; a source with another name gets another controller. */
export function useGrid<T>(source: GridSource<T>, selected: string | null) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name stands for the source
  const controller = useMemo(() => new GridController(source), [source.name]);
  const latest = useRef(selected);
  latest.current = selected;
  const reached = useRef<string | null>(null);
  useEffect(() => {
    reached.current = latest.current;
    controller.start(latest.current);
    return () => controller.stop();
  }, [controller]);
  useEffect(() => {
    // Also while the first rows are on their way: a selection that comes meanwhile counts.
    if (selected !== null && selected !== reached.current) controller.jump(selected);
    reached.current = selected;
  }, [controller, selected]);
  return { controller, state: useSyncExternalStore(controller.subscribe, controller.read) };
}

/** How many rows fit into an element, with a fraction; follows its size. */
export function useRowsInSight(body: RefObject<HTMLElement | null>, rowPx: number): number {
  const [rows, setRows] = useState(20);
  useLayoutEffect(() => {
    const element = body.current;
    if (!element) return;
    const measure = () => setRows(Math.max(1, (element.clientHeight || 20 * rowPx) / rowPx));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [body, rowPx]);
  return rows;
}

/** Scrolls with the wheel, by rows and fractions of rows. */
export function useWheel(
  body: RefObject<HTMLElement | null>,
  rowPx: number,
  scrollBy: (rows: number) => void,
) {
  useEffect(() => {
    const element = body.current;
    if (!element) return;
    const turn = (event: WheelEvent) => {
      if (event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      scrollBy(rowsOf(event, element.clientHeight, rowPx));
    };
    element.addEventListener("wheel", turn, { passive: false });
    return () => element.removeEventListener("wheel", turn);
  }, [body, rowPx, scrollBy]);
}

function rowsOf(event: WheelEvent, height: number, rowPx: number): number {
  if (event.deltaMode === WheelEvent.DOM_DELTA_LINE) return event.deltaY;
  if (event.deltaMode === WheelEvent.DOM_DELTA_PAGE) return (event.deltaY * height) / rowPx;
  return event.deltaY / rowPx;
}
