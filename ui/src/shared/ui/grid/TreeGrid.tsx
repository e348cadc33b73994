import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useState,
} from "react";
import { classes } from "@/shared/lib/classes";
import styles from "./DataGrid.module.css";
import type { Column } from "./Rows";
import { Scrollbar } from "./Scrollbar";
import { gridStep, type TreeGridRow, topFor } from "./treeSteps";
import { useCursor } from "./useCursor";
import { ROW_PX, useRowsInSight, useWheel } from "./useGrid";

interface Props<T extends TreeGridRow> {
  label: string;
  rows: readonly T[];
  columns: Column<T>[];
  /** Below this width the grid scrolls sideways. */
  minWidth?: number;
  /** The id of the selected line. */
  selected: string | null;
  onSelect: (row: T) => void;
  onToggle: (row: T, isOpen: boolean) => void;
  /** Enter or a double click on a line. */
  onActivate?: (row: T) => void;
  /** Keys of the view's own; tells whether one was taken. */
  onKey?: (event: KeyboardEvent) => boolean;
  rowClass?: (row: T) => string | undefined;
}

/** A tree with columns, of any length in a constant number of elements. Selection follows the arrow keys. */
export function TreeGrid<T extends TreeGridRow>(props: Props<T>) {
  const { rows, columns, selected, onSelect, onToggle } = props;
  const [body, setBody] = useState<HTMLElement | null>(null);
  const [wanted, setTop] = useState(0);
  const inSight = useRowsInSight(body, ROW_PX);
  const id = useId();
  const cursor = useCursor(selected);
  const most = Math.max(0, rows.length - inSight);
  const top = Math.min(wanted, most);
  // Looked for once and not in every frame of a scroll: there may be a hundred thousand lines.
  const index = useMemo(
    () => (selected === null ? -1 : rows.findIndex((row) => row.id === selected)),
    [rows, selected],
  );
  useWheel(
    body,
    ROW_PX,
    useCallback(
      (by: number) => setTop((last) => Math.max(0, Math.min(most, Math.min(last, most) + by))),
      [most],
    ),
  );
  useEffect(() => {
    if (index >= 0) setTop((last) => topFor(index, last, inSight, rows.length));
  }, [index, inSight, rows.length]);
  // The same from frame to frame, or every line would be made anew in each.
  const select = useCallback(
    (row: T) => {
      cursor.current = row.id;
      onSelect(row);
    },
    [cursor, onSelect],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = cursor.current === selected ? index : rows.findIndex((one) => one.id === cursor.current);
    const row = rows[at];
    const step = gridStep(rows, row ? at : null, event.key, Math.max(1, Math.floor(inSight) - 1));
    const to = step ? rows[step.index] : undefined;
    if (step && to) {
      if (step.kind === "go") select(to);
      else onToggle(to, step.kind === "open");
    } else if (event.key === "Enter" && row && props.onActivate) props.onActivate(row);
    else if (!props.onKey?.(event)) return;
    event.preventDefault();
  };
  const first = Math.floor(top);
  const shown = rows.slice(first, first + Math.ceil(inSight) + 1);
  const style = {
    "--columns": columns.map((column) => column.width).join(" "),
    minWidth: props.minWidth,
  } as CSSProperties;
  return (
    <div className={styles.frame}>
      <div className={styles.scroll}>
        <div
          id={id}
          role="treegrid"
          aria-label={props.label}
          aria-rowcount={rows.length + 1}
          aria-colcount={columns.length}
          aria-activedescendant={shown.some((row) => row.id === selected) ? `${id}-${selected}` : undefined}
          tabIndex={0}
          className={styles.grid}
          style={style}
          onKeyDown={onKeyDown}
        >
          <Head columns={columns} />
          <div
            ref={setBody}
            role="rowgroup"
            className={styles.body}
            style={{ "--row": `${ROW_PX}px` } as CSSProperties}
          >
            <div role="presentation" style={{ transform: `translateY(${-(top - first) * ROW_PX}px)` }}>
              {shown.map((row, nth) => (
                <Line
                  key={row.id}
                  id={`${id}-${row.id}`}
                  rowIndex={first + nth + 2}
                  row={row}
                  columns={columns as unknown as Column<TreeGridRow>[]}
                  isSelected={row.id === selected}
                  className={props.rowClass?.(row)}
                  onSelect={select as unknown as (row: TreeGridRow) => void}
                  onActivate={props.onActivate as ((row: unknown) => void) | undefined}
                />
              ))}
            </div>
          </div>
        </div>
      </div>
      <Scrollbar
        controls={id}
        fraction={most === 0 ? 0 : top / most}
        share={rows.length === 0 ? 1 : Math.min(1, inSight / rows.length)}
        onScroll={(fraction) => setTop(fraction * most)}
      />
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

const Line = memo(function Line({
  id,
  rowIndex,
  row,
  columns,
  isSelected,
  className,
  onSelect,
  onActivate,
}: {
  id: string;
  rowIndex: number;
  row: TreeGridRow;
  columns: Column<TreeGridRow>[];
  isSelected: boolean;
  className: string | undefined;
  onSelect: (row: TreeGridRow) => void;
  onActivate: ((row: TreeGridRow) => void) | undefined;
}) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={rowIndex}
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.set.size}
      aria-expanded={row.isOpen ?? undefined}
      aria-selected={isSelected}
      className={classes(styles.row, className)}
      onClick={() => onSelect(row)}
      onDoubleClick={() => onActivate?.(row)}
    >
      {columns.map((column) => (
        <div key={column.key} role="gridcell" className={classes(styles.cell, column.align && styles.end)}>
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
});
