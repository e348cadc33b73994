import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type FieldDto, type Filter, filterDto, toIpcError, useIpc } from "@/ipc";
import { type Stretches, spanOf } from "./stretch";

/** By how many words the events are split at most; the others are one. */
export const WORDS_MAX = 5;
/** How soon a split that was not of all events is asked for again. */
const RECOUNT_MS = 700;

/**
 * How the events that fit a filter spread over stretches of time. What was shown stays until the answer is there, so
 * the answer says of which stretches it is.
 */
export function useHistogram(filter: Filter, stretches: Stretches | null, enabled = true) {
  const ipc = useIpc();
  return useQuery({
    queryKey: ["histogram", filter, stretches],
    queryFn: async ({ signal }) => {
      const of = known(stretches);
      const { from, until } = spanOf(of);
      const { counts } = await ipc.histogram(filterDto(filter), from, until, of.count, signal);
      return { stretches: of, counts };
    },
    enabled: enabled && stretches !== null,
    placeholderData: keepPreviousData,
  });
}

/** The same, split by the words of a field; `null` asks for nothing. */
export function useStack(filter: Filter, field: FieldDto | null, stretches: Stretches | null) {
  const ipc = useIpc();
  return useQuery({
    queryKey: ["stack", filter, stretches, field],
    queryFn: async ({ signal }) => {
      const of = known(stretches);
      const { from, until } = spanOf(of);
      const by = known(field);
      const answer = await ipc.stack(filterDto(filter), by, from, until, of.count, WORDS_MAX, signal);
      return { ...answer, field: by, stretches: of };
    },
    enabled: field !== null && stretches !== null,
    placeholderData: keepPreviousData,
    // The catalog is still reading the store: what it knows is shown, and asked for again.
    refetchInterval: ({ state }) => (isUnfinished(state) ? RECOUNT_MS : false),
  });
}

function isUnfinished({
  error,
  data,
}: {
  error: Error | null;
  data: { exact: boolean } | undefined;
}): boolean {
  return error ? toIpcError(error).code === "busy" : data?.exact === false;
}

function known<T>(value: T | null): T {
  if (value === null) throw new Error("a histogram needs stretches");
  return value;
}
