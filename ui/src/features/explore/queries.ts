import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import {
  type EventRowDto,
  type FieldDto,
  type Filter,
  filterDto,
  type OrderDto,
  type PlaceAtDto,
  type PlaceDto,
  useIpc,
  useOpenStore,
} from "@/ipc";
import type { GridSource, Ranks } from "@/shared/ui";
import { withoutOwn } from "./facet";
import { byThen } from "./model";

/** How soon a count that was not of all events is taken again. */
const RECOUNT_MS = 700;

/** The events that fit a filter, as rows of a grid. Another filter is another list. */
export function useEventSource(
  filter: Filter,
  asOf: string | null,
  newestFirst: boolean,
): GridSource<EventRowDto> {
  const ipc = useIpc();
  const { events } = useOpenStore();
  const name = JSON.stringify([filter, asOf, newestFirst, events]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name spells out the filter and the order
  return useMemo(() => {
    const dto = filterDto(byThen(filter, asOf));
    return {
      name,
      kin: JSON.stringify([filter, newestFirst, events]),
      // At another instant one looks at what is newest then.
      axis: JSON.stringify([newestFirst, asOf]),
      ascending: !newestFirst,
      position: (row) => row.position,
      load: async (direction, after, limit, signal) => {
        const order: OrderDto = (direction === "forward") === newestFirst ? "newestFirst" : "oldestFirst";
        const page = await ipc.queryEvents(dto, { after, order, limit }, signal);
        return { rows: page.rows, isLast: page.next === null };
      },
      ranks: ranksOf((at, signal) => ipc.place(dto, at, signal), newestFirst),
    };
  }, [ipc, name]);
}

/** Where events stand among those that fit, as the catalog counts them once it knows all: from the oldest. */
function ranksOf(
  place: (at: PlaceAtDto, signal: AbortSignal) => Promise<PlaceDto>,
  newestFirst: boolean,
): Ranks {
  const along = (rank: number, total: number) => (newestFirst ? total - 1 - rank : rank);
  return {
    count: async (signal) => {
      const { total, exact } = await place({ kind: "rank", rank: "0" }, signal);
      return exact ? Number(total) : null;
    },
    rankOf: async (position, total, signal) => {
      const found = await place({ kind: "position", position }, signal);
      // Events that came since the rows were counted are newer than all of these.
      return found.exact && found.position === position ? along(Number(found.rank), total) : null;
    },
    positionAt: async (rank, total, signal) => {
      const at = { kind: "rank", rank: String(Math.max(0, along(rank, total))) } as const;
      return (await place(at, signal)).position;
    },
  };
}

/** How many events fit a filter. Comes when it comes; a filter that is superseded is stopped. */
export function useEventCount(filter: Filter, asOf: string | null) {
  const ipc = useIpc();
  return useQuery({
    queryKey: countKey(filter, asOf),
    queryFn: ({ signal }) => ipc.countEvents(filterDto(byThen(filter, asOf)), signal),
    // While the instant moves, the count before stays in sight; that of another filter would be wrong.
    placeholderData: (count, query) =>
      query && JSON.stringify(query.queryKey[1]) === JSON.stringify(filter) && asOf !== null
        ? count
        : undefined,
  });
}

/** Names a count, so that it can be stopped. */
export function countKey(filter: Filter, asOf: string | null) {
  return ["count", filter, asOf] as const;
}

/** The types of events in the store, the most frequent first. */
export function useEventTypes(enabled: boolean) {
  const ipc = useIpc();
  return useQuery({ queryKey: ["event types"], queryFn: ({ signal }) => ipc.eventTypes(signal), enabled });
}

/** How often the most frequent words of a field occur under a filter. Counts that are not of all events grow. */
export function useFacet(filter: Filter, asOf: string | null, field: FieldDto, limit: number) {
  const ipc = useIpc();
  const { events } = useOpenStore();
  const counted = byThen(withoutOwn(filter, field), asOf);
  return useQuery({
    queryKey: ["facet", field, counted, limit, events],
    queryFn: ({ signal }) => ipc.facet(filterDto(counted), field, limit, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.exact === false ? RECOUNT_MS : false),
  });
}
