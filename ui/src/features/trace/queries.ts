import { useQuery } from "@tanstack/react-query";
import { type EventRowDto, type Filter, filterDto, type Ipc, type OrderDto, useIpc } from "@/ipc";
import type { GridSource } from "@/shared/ui";
import { type Facts, FactsGatherer } from "./facts";
import { linked, type TraceRow } from "./model";

const PAGE_ROWS = 1000;
/** So many events are read to tell about the trace as a whole; of a longer one the rest is counted only. */
export const FACTS_ROWS_MAX = 10_000;

const LATEST_ROWS = 400;
const LATEST_MAX = 8;

/** What the trace as a whole tells, as far as its first events go. */
export function useFacts(correlationId: string, events: string) {
  const ipc = useIpc();
  return useQuery({
    queryKey: ["trace", correlationId, events, "facts"],
    queryFn: ({ signal }) => gatherFacts(ipc, correlationId, signal),
  });
}

/** How many events a trace has and its last one, for one that is too long to be read whole. */
export function useRest(correlationId: string, events: string, isNeeded: boolean) {
  const ipc = useIpc();
  return useQuery({
    queryKey: ["trace", correlationId, events, "rest"],
    enabled: isNeeded,
    queryFn: async ({ signal }) => {
      const [{ count }, last] = await Promise.all([
        ipc.countEvents(filterDto({ correlationId }), signal),
        page(ipc, { correlationId }, "newestFirst", null, 1, signal),
      ]);
      return { count, last: last.rows[0] ?? null };
    },
  });
}

async function gatherFacts(ipc: Ipc, correlationId: string, signal: AbortSignal): Promise<Facts> {
  const gatherer = new FactsGatherer();
  let after: string | null = null;
  for (let seen = 0; seen < FACTS_ROWS_MAX; seen += PAGE_ROWS) {
    const { rows, next } = await page(ipc, { correlationId }, "oldestFirst", after, PAGE_ROWS, signal);
    gatherer.add(rows);
    if (next === null) return gatherer.facts(true);
    after = next;
  }
  return gatherer.facts(false);
}

/** The events of a trace in order of position; `events` of the store tell one list from a later one. */
export function traceSource(ipc: Ipc, correlationId: string, events: string): GridSource<TraceRow> {
  const read = (order: OrderDto, after: string | null, limit: number, signal: AbortSignal) =>
    page(ipc, { correlationId }, order, after, limit, signal);
  return {
    name: JSON.stringify(["trace", correlationId, events]),
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
export function useLatest(events: string) {
  const ipc = useIpc();
  return useQuery({
    queryKey: ["trace", "latest", events],
    queryFn: async ({ signal }) => {
      const { rows } = await page(ipc, {}, "newestFirst", null, LATEST_ROWS, signal);
      return latestOf(rows);
    },
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
