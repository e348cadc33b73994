/** The days of a week as it is counted here. */
export const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
export const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** One hour of a day of the week. */
export interface Cell {
  count: number;
  /** From 0, nothing, to 4, near the most. */
  heat: number;
}

/** The hours of a week, day by day, out of 168 counts from Monday 0:00. */
export function weekOf(hours: readonly number[]): Cell[][] {
  const most = hours.reduce((greatest, count) => Math.max(greatest, count), 0);
  return DAYS.map((_, day) =>
    HOURS.map((hour) => {
      const count = hours[day * 24 + hour] ?? 0;
      return { count, heat: heatOf(count, most) };
    }),
  );
}

/** By the square root, so that quiet hours stay visible beside one busy night. */
function heatOf(count: number, most: number): number {
  return count === 0 ? 0 : Math.max(1, Math.ceil(Math.sqrt(count / most) * 4));
}

/** A count in a few characters; the exact one is told beside it. */
export function shortCount(count: number): string {
  if (count < 1000) return String(count);
  return count < 1_000_000 ? `${Math.floor(count / 1000)}k` : `${Math.floor(count / 1_000_000)}M`;
}

/** What a zone is called that is so many minutes ahead of UTC. */
export function offsetName(minutes: number): string {
  if (minutes === 0) return "UTC";
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, "0");
  return `UTC${minutes < 0 ? "−" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
