import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type EventRowDto, type Filter, filterDto, type Ipc, type OrderDto, useIpc } from "@/ipc";
import { firstAfter } from "@/shared/lib/asOf";
import type { GridSource } from "@/shared/ui";
import { type Facts, FactsGatherer } from "./facts";
import { linked, type TraceRow } from "./model";

const PAGE_ROWS = 1000;
/** So many events are read to tell about the trace as a whole; of a longer one the rest is counted only. */
export const FACTS_ROWS_MAX = 10_000;

const LATEST_ROWS = 400;
const LATEST_MAX = 8;

/** An operation, and the instant that all views show: what came later had not happened. `null` is now. */
export interface Traced {
  correlationId: string;
  asOf: string | null;
}

function filterOf({ correlationId, asOf }: Traced): Filter {
  return { correlationId, ...(asOf !== null && { until: firstAfter(asOf) }) };
}

/** What the trace as a whole tells, as far as its first events go. */
export function useFacts(traced: Traced, events: string) {
  const ipc = useIpc();
  const { correlationId, asOf } = traced;
  return useQuery({
    queryKey: ["trace", correlationId, events, "facts", asOf],
    queryFn: ({ signal }) => gatherFacts(ipc, filterOf(traced), signal),
    // While the instant moves, what was told before stays in sight; of another operation it would be wrong.
    placeholderData: (facts, query) =>
      query?.queryKey[1] === correlationId && asOf !== null ? facts : undefined,
  });
}

/** How many events the operation has by now, for one that is looked at as it was. */
export function useEventsByNow({ correlationId, asOf }: Traced, events: string) {
  const ipc = useIpc();
  return useQuery({
    queryKey: ["trace", correlationId, events, "by now"],
    queryFn: ({ signal }) => ipc.countEvents(filterDto({ correlationId }), signal),
    enabled: asOf !== null,
  });
}

/** How many events a trace has and its last one, for one that is too long to be read whole. */
export function useRest(traced: Traced, events: string, isNeeded: boolean) {
  const ipc = useIpc();
  const { correlationId, asOf } = traced;
  return useQuery({
    queryKey: ["trace", correlationId, events, "rest", asOf],
    enabled: isNeeded,
    queryFn: async ({ signal }) => {
      const [{ count }, last] = await Promise.all([
        ipc.countEvents(filterDto(filterOf(traced)), signal),
        page(ipc, filterOf(traced), "newestFirst", null, 1, signal),
      ]);
      return { count, last: last.rows[0] ?? null };
    },
  });
}

async function gatherFacts(ipc: Ipc, filter: Filter, signal: AbortSignal): Promise<Facts> {
  const gatherer = new FactsGatherer();
  let after: string | null = null;
  for (let seen = 0; seen < FACTS_ROWS_MAX; seen += PAGE_ROWS) {
    const { rows, next } = await page(ipc, filter, "oldestFirst", after, PAGE_ROWS, signal);
    gatherer.add(rows);
    if (next === null) return gatherer.facts(true);
    after = next;
  }
  return gatherer.facts(false);
}

/** The events of a trace in order of position; `events` of the store tell one list from a later one. */
export function traceSource(ipc: Ipc, traced: Traced, events: string): GridSource<TraceRow> {
  const read = (order: OrderDto, after: string | null, limit: number, signal: AbortSignal) =>
    page(ipc, filterOf(traced), order, after, limit, signal);
  return {
    name: JSON.stringify(["trace", traced, events]),
    kin: traced.correlationId,
    ascending: true,
    position: (row) => row.event.position,
    async load(direction, after, limit, signal) {
      if (direction === "backward") {
        const { rows } = await read("newestFirst", after, limit + 1, signal);
        const isLast = rows.length <= limit;
        const before = isLast ? undefined : rows[limit];
        return { rows: linked(rows.slice(0, limit).reverse(), before).reverse(), isLast };
      }
      const [{ rows, next }, before] = await Promise.all([
        read("oldestFirst", after, limit, signal),
        after === null ? undefined : read("newestFirst", (BigInt(after) + 1n).toString(), 1, signal),
      ]);
      return { rows: linked(rows, before?.rows[0]), isLast: next === null };
    },
  };
}

/** The operations that happened last, each by its last event. */
export function useLatest(events: string, asOf: string | null) {
  const ipc = useIpc();
  const until = asOf === null ? undefined : firstAfter(asOf);
  return useQuery({
    queryKey: ["trace", "latest", events, asOf],
    queryFn: async ({ signal }) => {
      const { rows } = await page(ipc, { until }, "newestFirst", null, LATEST_ROWS, signal);
      return latestOf(rows);
    },
    placeholderData: keepPreviousData,
  });
}

/** The last event of each of the last few correlation ids, from events newest first. */
export function latestOf(rows: readonly EventRowDto[]): EventRowDto[] {
  const found = new Map<string, EventRowDto>();
  for (const row of rows) {
    if (row.correlationId !== null && !found.has(row.correlationId)) found.set(row.correlationId, row);
    if (found.size === LATEST_MAX) break;
  }
  return [...found.values()];
}

function page(
  ipc: Ipc,
  filter: Filter,
  order: OrderDto,
  after: string | null,
  limit: number,
  signal: AbortSignal,
) {
  return ipc.queryEvents(filterDto(filter), { after, order, limit }, signal);
}
