/** How long a version stays when the pace is even, at usual speed. */
export const EVENT_MS = 500;
/** How long a whole history takes as time went, at usual speed, if nothing in it is skipped. */
const WHOLE_MS = 30_000;
const GAP_MS_MIN = 60;
/** A quiet gap is no longer than this, however long it was. */
const GAP_MS_MAX = 1500;

/** How long to wait for the next of two events as time went, in a history from one instant to another. */
export function gapMs(
  one: string | null,
  next: string | null,
  { firstAt, lastAt }: { firstAt: string | null; lastAt: string | null },
): number {
  const share = between(one, next) / between(firstAt, lastAt);
  return Number.isFinite(share) ? Math.max(GAP_MS_MIN, Math.min(GAP_MS_MAX, share * WHOLE_MS)) : EVENT_MS;
}

function between(one: string | null, other: string | null): number {
  return Date.parse(other ?? "") - Date.parse(one ?? "");
}
