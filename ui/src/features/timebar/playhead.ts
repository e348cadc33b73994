import { lastBefore } from "@/shared/lib/asOf";
import { isoOf } from "@/shared/lib/instant";
import type { Stretches } from "./stretch";
import { keyStep } from "./useBrush";

/**
 * Where the playhead can be put: between stretches. Bound 0 is before all of them, the n-th after the n-th one. An
 * instant is the last moment of the stretch before its bound, so that it reads as the end of a day or of an hour.
 */
export function instantAt({ start, step, count }: Stretches, bound: number, lastAt: string): string | null {
  const at = lastBefore(isoOf(start + step * Math.max(0, Math.min(count, bound))));
  // From the last event on it is now.
  return at >= lastAt ? null : at;
}

/** Where the playhead stands, from 0 to 1; now is at the end. */
export function shareAt({ start, step, count }: Stretches, at: string | null): number {
  const ms = at === null ? Number.NaN : Date.parse(at);
  if (Number.isNaN(ms)) return 1;
  return Math.max(0, Math.min(1, (ms + 1 - start) / (step * count)));
}

/** The bound nearest to a place, from 0 to 1. */
export function boundAt({ count }: Stretches, share: number): number {
  return Math.max(0, Math.min(count, Math.round(share * count)));
}

/** The bound that a key leads to from an instant; `null` where the key means nothing here. */
export function boundFrom(key: string, stretches: Stretches, at: string | null): number | null {
  const step = keyStep(key, stretches.count);
  if (step === null) return null;
  const place = shareAt(stretches, at) * stretches.count;
  const whole = Math.round(place);
  // From between two bounds, the first step leads to the one on its side.
  const isBetween = Math.abs(place - whole) > 1e-6;
  const from = !isBetween ? whole : step > 0 ? Math.floor(place) : Math.ceil(place);
  return Math.max(0, Math.min(stretches.count, from + step));
}

/** How many events there were up to a bound. */
export function sumTo(counts: readonly number[], bound: number): number {
  return counts.slice(0, bound).reduce((sum, count) => sum + count, 0);
}

/** The next bound after which a stretch holds something, skipping quiet ones; `null` where nothing follows. */
export function nextBusy(counts: readonly number[], bound: number): number | null {
  const index = counts.findIndex((count, at) => at >= bound && count > 0);
  return index < 0 ? null : index + 1;
}
