import type { SeriesDto } from "@/ipc";
import { WORDS_MAX } from "./queries";

/** The words that the bars are split by, each at the place that gives it its colour; `undefined` is a free place. */
export type Slots = readonly (string | null | undefined)[];

/**
 * Gives each word a place. A word keeps the one that it had, so that its colour means the same while the bar moves
 * through time; new ones take the places of those that are gone.
 */
export function slotsFor(words: readonly (string | null)[], before: Slots): Slots {
  const listed = words.slice(0, WORDS_MAX);
  const slots: (string | null | undefined)[] = Array.from({ length: WORDS_MAX }, (_, at) => {
    const word = before[at];
    return word !== undefined && listed.includes(word) ? word : undefined;
  });
  for (const word of listed) {
    if (slots.includes(word)) continue;
    slots[slots.indexOf(undefined)] = word;
  }
  return slots;
}

/** The counts of each place, and behind them those of all other words. */
export function partsOf(
  series: readonly SeriesDto[],
  others: readonly number[],
  slots: Slots,
): readonly (readonly number[])[] {
  const rest = [...others];
  const parts: (readonly number[])[] = slots.map(() => []);
  for (const { value, counts } of series) {
    const at = slots.indexOf(value);
    if (at >= 0) parts[at] = counts;
    else
      counts.forEach((count, index) => {
        rest[index] = (rest[index] ?? 0) + count;
      });
  }
  return [...parts, rest];
}
