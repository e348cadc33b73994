import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  type Filter,
  type FilterDto,
  filterDto,
  type HitDto,
  IpcError,
  toIpcError,
  useIpc,
  useOpenStore,
} from "@/ipc";
import { Feed } from "@/shared/ui";
import { byThen } from "./model";

/** How many hits are listed at most; a search that finds more wants narrowing. */
export const HITS_MAX = 1000;

/** How far a search is, in events. */
interface Reached {
  searched: string;
  total: string;
}

/** A search in the text of events, as far as it is. */
export interface TextSearch {
  name: string;
  /** `null` for a moment, until it has begun. */
  feed: Feed<HitDto> | null;
  /** What it came to; `null` before its end. */
  end: { found: number; isWhole: boolean; indexed: boolean } | null;
  reached: Reached | null;
  isFetching: boolean;
  isStopped: boolean;
  failure: string | null;
  stop: () => void;
  retry: () => void;
}

/** Searches the text of the events that fit a filter, the newest first; hits come in while it looks on. */
export function useTextSearch(text: string, filter: Filter, asOf: string | null): TextSearch {
  const ipc = useIpc();
  const client = useQueryClient();
  const { events } = useOpenStore();
  const [begun, setBegun] = useState<({ of: string; feed: Feed<HitDto> } & Reached) | null>(null);
  const shown = byThen(filter, asOf);
  const queryKey = ["search", text, shown, events];
  const of = JSON.stringify(queryKey);
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const { terms, filter: said, problem } = await ipc.understand(text);
      if (problem) throw new IpcError("invalidRequest", problem.message);
      const feed = new Feed<HitDto>();
      const tell = (reached: Reached) => setBegun({ of, feed, ...reached });
      tell({ searched: "0", total: "0" });
      try {
        const done = await ipc.search(
          both(filterDto(shown), said),
          terms,
          null,
          HITS_MAX,
          ({ hits, ...reached }) => {
            feed.add(hits);
            tell(reached);
          },
          signal,
        );
        // The last hits may come after the answer that counts them.
        await feed.filled(done.found, signal);
        return { feed, end: { found: done.found, isWhole: done.next === null, indexed: done.indexed } };
      } finally {
        feed.end();
      }
    },
  });
  const now = begun?.of === of ? begun : null;
  return {
    name: of,
    feed: query.data?.feed ?? now?.feed ?? null,
    end: query.data?.end ?? null,
    reached: query.isFetching ? now : null,
    isFetching: query.isFetching,
    isStopped: !query.isFetching && !query.isError && query.data === undefined,
    failure: query.isError ? toIpcError(query.error).message : null,
    stop: () => void client.cancelQueries({ queryKey }),
    retry: () => void query.refetch(),
  };
}

/** The parts of both filters; where both have one, what was typed counts. */
function both(filter: FilterDto, said: FilterDto): FilterDto {
  const typed = Object.entries(said).filter(([, value]) => value !== null && value !== undefined);
  return { ...filter, ...Object.fromEntries(typed) };
}
