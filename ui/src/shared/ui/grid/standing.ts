import { exactFraction } from "./buffer";
import type { GridState } from "./controller";
import { fractionOf } from "./place";

/** A row of how many, from 1. */
export interface Standing {
  readonly row: number;
  readonly total: number;
}

/** How far along the list a sight of so many rows is, from 0 to 1: exact where ranks are known, else by positions. */
export function fractionOfSight<T>(
  { buffer, ends, total, wanted }: GridState<T>,
  view: number,
  positionOf: (row: T) => bigint,
): number {
  if (wanted !== null) return wanted;
  if (!buffer) return 0;
  const exact = exactFraction(buffer, view);
  if (exact !== null) return exact;
  if (buffer.atStart && buffer.top <= 0) return 0;
  if (buffer.atEnd && buffer.top >= buffer.rows.length - view) return 1;
  if (total !== null && buffer.rank !== null)
    return Math.max(0, Math.min(1, (buffer.rank + buffer.top) / Math.max(1, total - view)));
  const row = buffer.rows[Math.max(0, Math.min(buffer.rows.length - 1, Math.floor(buffer.top)))];
  return ends && row !== undefined ? fractionOf(ends, positionOf(row)) : 0;
}

/** The first row in a sight of so many; `null` where that is not known. */
export function standingOf<T>(state: GridState<T>, view: number): Standing | null {
  const { buffer, wanted } = state;
  const total = buffer?.atStart && buffer.atEnd ? buffer.rows.length : state.total;
  if (total === null || total === 0) return null;
  if (wanted !== null) return { row: Math.round(wanted * Math.max(0, total - view)) + 1, total };
  if (buffer?.rank == null) return null;
  return { row: Math.max(1, Math.min(total, buffer.rank + Math.ceil(buffer.top) + 1)), total };
}
