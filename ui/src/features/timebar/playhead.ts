import { lastBefore } from "@/shared/lib/asOf";
import { isoOf } from "@/shared/lib/instant";
import { floorTo, type Marks, type Span, type Stretches } from "./stretch";
import { keyStep } from "./useBrush";

/**
 * The playhead can be put between stretches. An instant is the last moment of the stretch before its bound, so that it
 * reads as the end of a day or of an hour. A bound is told in milliseconds.
 */
export function instantAt(bound: number, lastAt: string): string | null {
  const at = lastBefore(isoOf(bound));
  // From the last event on it is now.
  return at >= lastAt ? null : at;
}

/** Where the playhead stands, in milliseconds; now is at the end of the history. */
export function placeOf(at: string | null, limits: Span): number {
  const ms = at === null ? Number.NaN : Date.parse(at);
  if (Number.isNaN(ms)) return limits.until;
  return Math.max(limits.from, Math.min(limits.until, ms + 1));
}

/** The bound nearest to a place. */
export function boundAt(ms: number, marks: Marks, limits: Span): number {
  return within(floorTo(ms + marks.step / 2, marks), limits);
}

/** The bound that a key leads to from an instant; `null` where the key means nothing here. */
export function boundFrom(key: string, { marks, inSight, at, lastAt, limits }: Steps): number | null {
  if (key === "Home") return limits.from;
  if (key === "End") return limits.until;
  const steps = keyStep(key, inSight);
  if (steps === null) return null;
  // Now is where the stretch of the last event ends, however much of the history's own last stretch is left.
  const place = placeOf(at ?? lastAt, limits);
  const below = floorTo(place, marks);
  const { step } = marks;
  // From between two bounds, the first step leads to the one on its side.
  const from = place > below && steps < 0 ? below + step : below;
  return within(from + steps * step, limits);
}

/** What the steps of the keys depend on. */
interface Steps {
  /** Where stretches begin. */
  marks: Marks;
  /** How many stretches are seen. */
  inSight: number;
  at: string | null;
  lastAt: string;
  limits: Span;
}

/** How many events there were up to a place, as the bars know it: those of stretches that are mostly before it. */
export function sumTo({ start, step }: Stretches, counts: readonly number[], ms: number): number {
  const end = Math.round((ms - start) / step);
  let sum = 0;
  for (let index = 0; index < Math.min(counts.length, end); index += 1) sum += counts[index] ?? 0;
  return sum;
}

/** Whether a place is a bound of some stretches, so that what they sum up to is exact there. */
export function isBound({ start, step }: Stretches, ms: number): boolean {
  return (ms - start) % step === 0;
}

/** Where the next stretch ends that holds something, at or after a place; `null` where none follows. */
export function nextBusy({ start, step }: Stretches, counts: readonly number[], ms: number): number | null {
  const from = Math.max(0, Math.floor((ms - start) / step));
  for (let index = from; index < counts.length; index += 1)
    if ((counts[index] ?? 0) > 0) return start + (index + 1) * step;
  return null;
}

function within(ms: number, { from, until }: Span): number {
  return Math.max(from, Math.min(until, ms));
}
