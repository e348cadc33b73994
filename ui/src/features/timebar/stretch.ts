import { isoOf } from "@/shared/lib/instant";

/** A range of time: from an instant to another that is itself left out, both fixed-width UTC. */
export interface Range {
  from: string;
  until: string;
}

/** The history cut into equal stretches, in milliseconds since 1970. */
export interface Stretches {
  start: number;
  step: number;
  count: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28, 91, 364].map((days) => days * DAY),
];
/** 1970 began on a Thursday; weeks begin on a Monday. */
const MONDAY = 4 * DAY;

/** Cuts a history into at most so many stretches of a handy length that begin at handy times. */
export function stretchesOf(firstAt: string, lastAt: string, most: number): Stretches {
  const first = Date.parse(firstAt);
  const last = Date.parse(lastAt);
  const fits = (step: number) => Math.floor((last - floorTo(first, step)) / step) + 1 <= most;
  const step = STEPS.find(fits) ?? Math.ceil((last - first + 1) / (most - 1) / DAY) * DAY;
  const start = floorTo(first, step);
  return { start, step, count: Math.floor((last - start) / step) + 1 };
}

/** Where all stretches together begin and end. */
export function spanOf({ start, step, count }: Stretches): Range {
  return { from: isoOf(start), until: isoOf(start + step * count) };
}

/** The range of some stretches in a row, given by their indices in any order. */
export function rangeOf({ start, step, count }: Stretches, one: number, other: number): Range {
  const clamp = (index: number) => Math.max(0, Math.min(count - 1, index));
  const first = clamp(Math.min(one, other));
  const last = clamp(Math.max(one, other));
  return { from: isoOf(start + first * step), until: isoOf(start + (last + 1) * step) };
}

/** Which part of the whole a range covers, as fractions from 0 to 1; an open end reaches to the end of all. */
export function shareOf(
  { start, step, count }: Stretches,
  range: Partial<Range>,
): { start: number; end: number } | null {
  if (range.from === undefined && range.until === undefined) return null;
  const fraction = (iso: string | undefined, open: number) => {
    const at = iso === undefined ? Number.NaN : Date.parse(iso);
    return Number.isNaN(at) ? open : Math.max(0, Math.min(1, (at - start) / (step * count)));
  };
  const from = fraction(range.from, 0);
  return { start: from, end: Math.max(from, fraction(range.until, 1)) };
}

/** Which stretch lies at a fraction of the whole. */
export function indexAt({ count }: Stretches, fraction: number): number {
  return Math.max(0, Math.min(count - 1, Math.floor(fraction * count)));
}

function floorTo(ms: number, step: number): number {
  const offset = step >= 7 * DAY ? MONDAY : 0;
  return Math.floor((ms - offset) / step) * step + offset;
}
