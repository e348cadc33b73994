import { useMemo, useRef } from "react";
import { type FieldDto, type Filter, isUnfiltered } from "@/ipc";
import { ceilingOf } from "./paint";
import { useHistogram, useStack } from "./queries";
import { partsOf, type Slots, slotsFor } from "./slots";
import { isSame, type Stretches } from "./stretch";

/** The events of a part of the history, stretch by stretch. */
export interface Layer {
  stretches: Stretches;
  /** How many events each stretch has. */
  all: readonly number[];
  /** How many of them fit the filter; `null` where all do. */
  fitting: readonly number[] | null;
  /** Those that fit split by words, and behind them all others; `null` where they are not split. */
  parts: readonly (readonly number[])[] | null;
  /** Whether the split is of every event. */
  isExact: boolean;
  /** The count that reaches the top. */
  ceiling: number;
}

/** What of the stack is shown beside the bars. */
export interface Split {
  field: FieldDto;
  slots: Slots;
}

const NONE: Slots = [];

/**
 * The events under a filter over some stretches. Its parts are asked for one by one and shown together: until all of
 * them are there, what was shown before stays.
 */
export function useLayer(
  filter: Filter,
  field: FieldDto | null,
  stretches: Stretches | null,
  /** The places of words that another layer has given; where there are none, they are given here. */
  given: Split | null = null,
): { layer: Layer | null; split: Split | null } {
  const isFiltered = !isUnfiltered(filter);
  const all = useHistogram({}, stretches).data;
  const fitting = useHistogram(filter, stretches, isFiltered);
  const stack = useStack(filter, field, stretches);
  const stacked = stack.data;
  const last = useRef<{ layer: Layer; split: Split | null; name: string } | null>(null);
  const name = JSON.stringify(filter);
  // A part that failed is not waited for: what there is to see is seen without it.
  const isThere = ({ data, isError, isPlaceholderData }: Part) =>
    isError || (!isPlaceholderData && isSame(data?.stretches, all?.stretches));
  const made = useMemo(() => {
    if (!all) return null;
    const data = stacked?.field === field && isSame(stacked.stretches, all.stretches) ? stacked : null;
    const before = given ?? last.current?.split ?? null;
    const words = data?.series.map(({ value }) => value) ?? [];
    const split = data
      ? {
          field: data.field,
          slots: given?.slots ?? slotsFor(words, before?.field === field ? before.slots : NONE),
        }
      : null;
    const isFitting = isFiltered && isSame(fitting.data?.stretches, all.stretches);
    return {
      name,
      split,
      layer: {
        stretches: all.stretches,
        all: all.counts,
        fitting: isFiltered ? (isFitting && fitting.data ? fitting.data.counts : []) : null,
        parts: data && split ? partsOf(data.series, data.others, split.slots) : null,
        isExact: data?.exact ?? true,
        ceiling: ceilingOf(all.counts),
      },
    };
  }, [all, fitting.data, stacked, field, given, isFiltered, name]);
  const isWhole = made !== null && (!isFiltered || isThere(fitting)) && (field === null || isThere(stack));
  if (isWhole) last.current = made;
  const shown = isWhole || last.current === null ? made : last.current;
  return { layer: shown?.layer ?? null, split: shown?.split ?? null };
}

type Part = {
  data: { stretches: Stretches } | undefined;
  isError: boolean;
  isPlaceholderData: boolean;
};
