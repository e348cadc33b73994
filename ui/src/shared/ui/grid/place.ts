import type { Buffer } from "./buffer";

/** The positions of the first and the last row of a list as it is shown; the first is the greater one where the newest come first. */
export interface Ends {
  readonly first: bigint;
  readonly last: bigint;
}

const STEPS = 1_000_000;

/** How far along the list a position lies, from 0 to 1. */
export function fractionOf(ends: Ends, position: bigint): number {
  const span = ends.last - ends.first;
  if (span === 0n) return 0;
  const steps = Number(((position - ends.first) * BigInt(STEPS)) / span);
  return Math.max(0, Math.min(1, steps / STEPS));
}

/** Which position lies so far along the list. */
export function positionAt(ends: Ends, fraction: number): bigint {
  const steps = BigInt(Math.round(Math.max(0, Math.min(1, fraction)) * STEPS));
  return ends.first + ((ends.last - ends.first) * steps) / BigInt(STEPS);
}

/**
 * Index of the first row held that stands at a position or beyond it, if the place it belongs to is held.
 * `position` reads a row's position.
 */
export function indexOfPlace<T>(
  buffer: Buffer<T>,
  position: (row: T) => bigint,
  wanted: bigint,
  ascending: boolean,
): number | null {
  const reached = (row: T) => (ascending ? position(row) >= wanted : position(row) <= wanted);
  let low = 0;
  let high = buffer.rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = buffer.rows[middle];
    if (row !== undefined && reached(row)) high = middle;
    else low = middle + 1;
  }
  if (low === buffer.rows.length) return buffer.atEnd && low > 0 ? low - 1 : null;
  const found = buffer.rows[low];
  const isBeforeAll = low === 0 && !buffer.atStart && found !== undefined && position(found) !== wanted;
  return isBeforeAll ? null : low;
}
