import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useState,
} from "react";
import { classes } from "@/shared/lib/classes";
import { Banner } from "../Banner";
import { Button } from "../Button";
import { ErrorState } from "../States";
import type { GridController, GridSource, GridState } from "./controller";
import styles from "./DataGrid.module.css";
import { type Column, Rows } from "./Rows";
import { Scrollbar } from "./Scrollbar";
import { useCursor } from "./useCursor";
import { ROW_PX, useGrid, useRowsInSight, useWheel } from "./useGrid";

interface Props<T> {
  label: string;
  source: GridSource<T>;
  columns: Column<T>[];
  /** Below this width the grid scrolls sideways. */
  minWidth?: number;
  /** Height of a row, where its cells have more than one line. */
  rowPx?: number;
  /** How many rows there are, where that is known. */
  total: number | null;
  /** The position of the selected row. */
  selected: string | null;
  onSelect: (row: T) => void;
  /** Enter or a double click on a row. */
  onActivate?: (row: T) => void;
  /** What to show instead of rows when there are none. */
  empty: ReactNode;
  /** The backend's words for a failure. */
  failureText: (failure: unknown) => string;
}

/** A list of any length in a constant number of elements. Selection follows the arrow keys. */
export function DataGrid<T>(props: Props<T>) {
  const { source, selected, onSelect, columns, rowPx = ROW_PX } = props;
  const { controller, state, isBehind } = useGrid(source, selected);
  // Held as state: after a failure or an empty list another element takes the wheel and is measured.
  const [body, setBody] = useState<HTMLElement | null>(null);
  const id = useId();
  const inSight = useRowsInSight(body, rowPx);
  useEffect(() => controller.setView(inSight), [controller, inSight]);
  useWheel(
    body,
    rowPx,
    useCallback((rows: number) => controller.scrollBy(rows), [controller]),
  );
  const cursor = useCursor(selected);
  const { buffer, failure } = state;
  const isEmpty = buffer !== null && buffer.rows.length === 0 && buffer.atStart && buffer.atEnd;
  if (isEmpty) return <div className={styles.body}>{props.empty}</div>;
  if (failure && !buffer)
    return <ErrorState message={props.failureText(failure)} onRetry={() => controller.retry()} />;
  const select = (row: T | null) => {
    if (row === null) return;
    cursor.current = source.position(row);
    onSelect(row);
  };
  const style = {
    "--columns": columns.map((column) => column.width).join(" "),
    minWidth: props.minWidth,
  } as CSSProperties;
  return (
    <div className={styles.frame}>
      <div className={styles.scroll}>
        <div
          id={id}
          role="grid"
          aria-label={props.label}
          aria-rowcount={props.total === null ? -1 : props.total + 1}
          aria-colcount={columns.length}
          aria-activedescendant={activeId(id, state, source, selected)}
          aria-busy={buffer === null || isBehind}
          tabIndex={0}
          className={styles.grid}
          style={style}
          onKeyDown={(event) => onKey(event, controller, inSight, cursor.current, select, props.onActivate)}
        >
          <Head columns={columns} />
          <div
            ref={setBody}
            role="rowgroup"
            className={styles.body}
            style={{ "--row": `${rowPx}px` } as CSSProperties}
          >
            <Rows {...props} id={id} state={state} inSight={inSight} fraction={controller.fraction()} />
          </div>
        </div>
      </div>
      <Scrollbar
        controls={id}
        fraction={controller.fraction()}
        share={share(state, inSight)}
        onScroll={(fraction) => controller.scrollTo(fraction)}
      />
      {failure !== null && (
        <div className={styles.failure}>
          <Banner
            tone="danger"
            actions={
              <Button small onPress={() => controller.retry()}>
                Try again
              </Button>
            }
          >
            {props.failureText(failure)}
          </Banner>
        </div>
      )}
    </div>
  );
}

function Head<T>({ columns }: { columns: Column<T>[] }) {
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.row}>
        {columns.map((column) => (
          <div
            key={column.key}
            role="columnheader"
            className={classes(styles.cell, column.align && styles.end)}
          >
            {column.header}
          </div>
        ))}
      </div>
    </div>
  );
}

function share<T>({ buffer, ends }: GridState<T>, inSight: number): number {
  if (!buffer) return 1;
  if (buffer.atStart && buffer.atEnd) return inSight / Math.max(1, buffer.rows.length);
  const span = ends ? Number(ends.last > ends.first ? ends.last - ends.first : ends.first - ends.last) : 0;
  return Math.min(0.999, inSight / Math.max(inSight, span, buffer.rows.length));
}

function activeId<T>(
  id: string,
  { buffer, wanted }: GridState<T>,
  source: GridSource<T>,
  selected: string | null,
) {
  if (selected === null || !buffer || wanted !== null) return undefined;
  return buffer.rows.some((row) => source.position(row) === selected) ? `${id}-${selected}` : undefined;
}

function onKey<T>(
  event: KeyboardEvent,
  controller: GridController<T>,
  inSight: number,
  selected: string | null,
  select: (row: T | null) => void,
  onActivate?: (row: T) => void,
) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const page = Math.max(1, Math.floor(inSight) - 1);
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
  const step = steps[event.key];
  if (step !== undefined) select(controller.neighbour(selected, step));
  else if (event.key === "Home") controller.toStart((row) => select(row ?? null));
  else if (event.key === "End") controller.toEnd((row) => select(row ?? null));
  else if (event.key === "Enter" && onActivate) {
    const row = controller.neighbour(selected, 0);
    if (row !== null) onActivate(row);
  } else return;
  event.preventDefault();
}
