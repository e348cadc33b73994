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
import { grouped } from "@/shared/lib/number";
import { Banner } from "../Banner";
import { Button } from "../Button";
import { ErrorState } from "../States";
import type { GridController, GridState } from "./controller";
import styles from "./DataGrid.module.css";
import { type Column, Rows } from "./Rows";
import { Scrollbar } from "./Scrollbar";
import type { GridSource } from "./source";
import { useCursor } from "./useCursor";
import { ROW_PX, useGrid, useMoving, usePointedAt, useRowsInSight, useWheel } from "./useGrid";

interface Props<T> {
  label: string;
  source: GridSource<T>;
  columns: Column<T>[];
  /** Below this width the grid scrolls sideways. */
  minWidth?: number | string;
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
  // Held as state: after a failure or an empty list another element takes the wheel and is measured.
  const [body, setBody] = useState<HTMLElement | null>(null);
  const { controller, state, isBehind } = useGrid(source, selected, usePointedAt(body, rowPx));
  const id = useId();
  const inSight = useRowsInSight(body, rowPx);
  const [isMoving, moved] = useMoving();
  useEffect(() => controller.setView(inSight), [controller, inSight]);
  useWheel(
    body,
    rowPx,
    useCallback(
      (rows: number) => {
        controller.scrollBy(rows);
        moved();
      },
      [controller, moved],
    ),
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
  const total = state.total ?? props.total;
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
          aria-rowcount={total === null ? -1 : total + 1}
          aria-colcount={columns.length}
          aria-activedescendant={activeId(id, state, source, selected)}
          aria-busy={buffer === null || isBehind}
          tabIndex={0}
          className={styles.grid}
          style={style}
          onKeyDown={(event) => {
            if (onKey(event, controller, inSight, cursor.current, select, props.onActivate)) moved();
          }}
        >
          <Head columns={columns} />
          <div
            ref={setBody}
            role="rowgroup"
            className={styles.body}
            style={{ "--row": `${rowPx}px` } as CSSProperties}
          >
            <Rows {...props} id={id} state={state} inSight={inSight} />
          </div>
        </div>
      </div>
      <Scrollbar
        controls={id}
        fraction={controller.fraction()}
        share={share(state, total, inSight)}
        where={where(controller, total, inSight)}
        isMoving={isMoving}
        onScroll={(fraction) => {
          controller.scrollTo(fraction);
          moved();
        }}
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
            aria-sort={column.sorted}
            className={classes(styles.cell, column.align && styles.end)}
          >
            {column.header}
          </div>
        ))}
      </div>
    </div>
  );
}

function share<T>({ buffer, ends }: GridState<T>, total: number | null, inSight: number): number {
  if (!buffer) return 1;
  if (buffer.atStart && buffer.atEnd) return inSight / Math.max(1, buffer.rows.length);
  const span = ends ? Number(ends.last > ends.first ? ends.last - ends.first : ends.first - ends.last) : 0;
  return Math.min(0.999, inSight / Math.max(inSight, total ?? span, buffer.rows.length));
}

/** Where the sight is, in words; a guess says that it is one. */
function where<T>(controller: GridController<T>, total: number | null, inSight: number): string | undefined {
  const standing = controller.standing();
  if (standing) return `Row ${grouped(standing.row)} of ${grouped(standing.total)}`;
  if (total === null || total === 0) return undefined;
  const guess = Math.round(controller.fraction() * Math.max(0, total - inSight)) + 1;
  return `About row ${grouped(guess)} of ${grouped(total)}`;
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

/** Does what a key says; tells whether it leads to another place. */
function onKey<T>(
  event: KeyboardEvent,
  controller: GridController<T>,
  inSight: number,
  selected: string | null,
  select: (row: T | null) => void,
  onActivate?: (row: T) => void,
): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  const page = Math.max(1, Math.floor(inSight) - 1);
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
  const step = steps[event.key];
  if (step !== undefined) select(controller.neighbour(selected, step));
  else if (event.key === "Home") controller.toStart((row) => select(row ?? null));
  else if (event.key === "End") controller.toEnd((row) => select(row ?? null));
  else if (event.key === "Enter" && onActivate) {
    const row = controller.neighbour(selected, 0);
    if (row !== null) onActivate(row);
  } else return false;
  event.preventDefault();
  return event.key !== "Enter";
}
