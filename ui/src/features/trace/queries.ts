import { keepPreviousData, type QueryKey, useQuery } from "@tanstack/react-query";
import { type EventRowDto, type Filter, filterDto, useIpc, useLong } from "@/ipc";
import { firstAfter } from "@/shared/lib/asOf";

const LATEST_ROWS = 400;
const LATEST_MAX = 8;

/** Everything of one operation; `events` of the store tell one answer from a later one. */
export function useTrace(correlationId: string, events: string) {
  return useLong(["trace", correlationId, events], (ipc, onProgress, signal) =>
    ipc.trace(correlationId, onProgress, signal),
  );
}

/** Two operations beside each other. */
export function useComparison(left: string, right: string | undefined, events: string) {
  return useLong(
    ["trace", "compared", left, right, events],
    (ipc, onProgress, signal) => ipc.compareTraces(left, right ?? "", onProgress, signal),
    right !== undefined,
  );
}

/** What is different in the state of an aggregate between two of its versions. */
export function useDifference(aggregateId: string, from: number, to: number) {
  const side = (version: number) => ({
    at: { kind: "version" as const, version },
    fold: { kind: "auto" as const },
    without: [],
  });
  return useLong(["trace", "difference", aggregateId, from, to], (ipc, onProgress, signal) =>
    ipc.diffStates(aggregateId, side(from), side(to), onProgress, signal),
  );
}

/** The operations that had happened last at an instant, each by its last event; `null` is now. */
export function useLatest(events: string, asOf: string | null) {
  const filter = asOf === null ? {} : { until: firstAfter(asOf) };
  return useOperations(["trace", "latest", events, asOf], filter, undefined);
}

/** The last operations that have an event of a type, without one of them. */
export function useAlike(
  eventType: string | undefined,
  without: string,
  events: string,
  asOf: string | null,
) {
  const until = asOf === null ? {} : { until: firstAfter(asOf) };
  return useOperations(
    ["trace", "alike", eventType, without, events, asOf],
    { eventType, ...until },
    without,
  );
}

function useOperations(key: QueryKey, filter: Filter, without: string | undefined) {
  const ipc = useIpc();
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const page = { after: null, order: "newestFirst" as const, limit: LATEST_ROWS };
      const { rows } = await ipc.queryEvents(filterDto(filter), page, signal);
      return latestOf(rows, without);
    },
    placeholderData: keepPreviousData,
  });
}

/** The last event of each of the last few correlation ids, from events newest first. */
export function latestOf(rows: readonly EventRowDto[], without?: string): EventRowDto[] {
  const found = new Map<string, EventRowDto>();
  for (const row of rows) {
    if (row.correlationId === null || row.correlationId === without) continue;
    if (!found.has(row.correlationId)) found.set(row.correlationId, row);
    if (found.size === LATEST_MAX) break;
  }
  return [...found.values()];
}
