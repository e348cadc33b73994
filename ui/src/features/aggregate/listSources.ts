import { type AggregateSummaryDto, type DirectoryQueryDto, type Ipc, type OrderDto, toIpcError } from "@/ipc";
import type { GridSource } from "@/shared/ui";

/** An aggregate as it is listed, with its place in the list. */
export type ListedAggregate = AggregateSummaryDto & { at: string };

/** A list of aggregates. */
export interface AggregateSource extends GridSource<ListedAggregate> {
  /** Where an aggregate is found in it; `null` where it is not. */
  placeOf(id: string, signal: AbortSignal): Promise<string | null>;
}

/**
 * The aggregates of a type in the order in which they began, as the store has them at hand; `events` of the store tell
 * one list from a later one. A place is the position of the first event.
 */
export function storeSource(
  ipc: Ipc,
  type: string | null,
  order: OrderDto,
  events: string,
  asOf: string | null = null,
): AggregateSource {
  const opposite: OrderDto = order === "newestFirst" ? "oldestFirst" : "newestFirst";
  return {
    name: JSON.stringify(["aggregates", type, order, events, asOf]),
    kin: kinOf(type, order === "newestFirst"),
    ascending: order === "oldestFirst",
    position: (row) => row.at,
    async load(direction, after, limit, signal) {
      const along = direction === "forward" ? order : opposite;
      const page = await ipc.listAggregates(type, after, along, limit, asOf, signal);
      const rows = page.aggregates.map((item) => ({ ...item, at: item.firstPosition }));
      return { rows, isLast: page.next === null };
    },
    async placeOf(id) {
      try {
        return (await ipc.getAggregate(id)).firstPosition;
      } catch (failure) {
        if (toIpcError(failure).code === "notFound") return null;
        throw failure;
      }
    },
  };
}

/** The aggregates that fit a query, in its order, as the catalog has them. A place is a rank. */
export function directorySource(
  ipc: Ipc,
  query: DirectoryQueryDto,
  events: string,
  /** How far the looking for deleted ones is. */
  step: number,
): AggregateSource {
  const { aggregateType = null, descending = false } = query;
  const total = async (signal: AbortSignal) => (await ipc.directory({ ...query, limit: 1 }, signal)).total;
  const read = async (rank: number, limit: number, signal: AbortSignal) => {
    const page = await ipc.directory({ ...query, rank, limit }, signal);
    const rows = page.aggregates.map((item, index) => ({ ...item, at: String(page.rank + index) }));
    return { rows, total: page.total };
  };
  return {
    name: JSON.stringify(["directory", query, events, step]),
    kin: kinOf(aggregateType, descending, query),
    // Where marks neither order nor narrow the list, reading it anew for them moves no row.
    axis: isByMarks(query) ? undefined : JSON.stringify(["directory", query, events]),
    ascending: true,
    position: (row) => row.at,
    async load(direction, after, limit, signal) {
      if (direction === "forward") {
        const from = after === null ? 0 : Math.max(0, Number(after) + 1);
        const { rows, total } = await read(from, limit, signal);
        return { rows, isLast: from + rows.length >= total };
      }
      const until = after === null ? await total(signal) : Number(after);
      const from = Math.max(0, until - limit);
      const { rows } = until > 0 ? await read(from, until - from, signal) : { rows: [] };
      return { rows: rows.reverse(), isLast: from === 0 };
    },
    ranks: { count: total, rankOf: async (at) => Number(at), positionAt: async (rank) => String(rank) },
    async placeOf(aggregateId, signal) {
      const { aggregates, rank } = await ipc.directory({ ...query, aggregateId, limit: 1 }, signal);
      return aggregates.length === 0 ? null : String(rank);
    },
  };
}

function isByMarks({ sort, deleted = [] }: DirectoryQueryDto): boolean {
  return sort === "deleted" || deleted.length > 0;
}

/** The same list looks the same, whether the store or the catalog has it. */
function kinOf(type: string | null, isNewestFirst: boolean, query: DirectoryQueryDto = {}): string {
  const { aggregateType: _, descending: __, sort, ...filter } = query;
  const parts = Object.values(filter).filter((value) => value !== null && String(value) !== "");
  return JSON.stringify(["aggregates", type, isNewestFirst, sort ?? "began", parts]);
}
