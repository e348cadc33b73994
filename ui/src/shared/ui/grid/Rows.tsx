import { memo, type ReactNode } from "react";
import { classes } from "@/shared/lib/classes";
import type { GridState } from "./controller";
import styles from "./DataGrid.module.css";
import type { GridSource } from "./source";
import { ROW_PX } from "./useGrid";

/** A column of a grid. */
export interface Column<T> {
  key: string;
  header: ReactNode;
  /** A CSS grid track, such as `90px` or `minmax(120px, 1fr)`. */
  width: string;
  align?: "end";
  /** Whether the rows stand in the order of this column, where they can. */
  sorted?: "ascending" | "descending" | "none";
  cell: (row: T) => ReactNode;
}

/** The rows in sight, and places for those that are still to come; never more elements than fit. */
export function Rows<T>({
  id,
  state,
  inSight,
  source,
  columns,
  selected,
  onSelect,
  onActivate,
  rowPx = ROW_PX,
}: {
  /** What the ids of the rows begin with. */
  id: string;
  state: GridState<T>;
  inSight: number;
  source: GridSource<T>;
  columns: Column<T>[];
  selected: string | null;
  onSelect: (row: T) => void;
  onActivate?: (row: T) => void;
  rowPx?: number;
}) {
  const { buffer, wanted } = state;
  const top = buffer && wanted === null ? buffer.top : 0;
  const first = Math.floor(top);
  const count = Math.ceil(inSight) + 1;
  const rank = buffer?.rank ?? null;
  const indices = Array.from({ length: count }, (_, step) => first + step);
  return (
    <div style={{ transform: `translateY(${-(top - first) * rowPx}px)` }}>
      {indices.map((index) => {
        const row = wanted === null ? buffer?.rows[index] : undefined;
        if (row === undefined)
          return isToCome(state, index) && <SkeletonRow key={`to come ${index - first}`} columns={columns} />;
        const position = source.position(row);
        return (
          <Row
            key={position}
            id={`${id}-${position}`}
            rowIndex={rank === null ? undefined : rank + index + 2}
            row={row}
            columns={columns as Column<unknown>[]}
            isSelected={position === selected}
            onSelect={onSelect as (row: unknown) => void}
            onActivate={onActivate as ((row: unknown) => void) | undefined}
          />
        );
      })}
    </div>
  );
}

const Row = memo(function Row({
  id,
  rowIndex,
  row,
  columns,
  isSelected,
  onSelect,
  onActivate,
}: {
  id: string;
  /** Among all, the row of headings first; left out while it is not known. */
  rowIndex: number | undefined;
  row: unknown;
  columns: Column<unknown>[];
  isSelected: boolean;
  onSelect: (row: unknown) => void;
  onActivate?: (row: unknown) => void;
}) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      className={styles.row}
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

function SkeletonRow<T>({ columns }: { columns: Column<T>[] }) {
  return (
    <div className={styles.row} aria-hidden>
      {columns.map((column) => (
        <div key={column.key} className={styles.cell}>
          <div className={styles.skeleton} />
        </div>
      ))}
    </div>
  );
}

function isToCome<T>({ buffer, wanted }: GridState<T>, index: number): boolean {
  if (!buffer || wanted !== null) return true;
  return index < 0 ? !buffer.atStart : !buffer.atEnd;
}
