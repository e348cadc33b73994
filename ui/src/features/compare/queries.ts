import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import {
  type ComparedDto,
  type CompareScopeDto,
  type CompareSummaryDto,
  type ExportFormat,
  FOLDED,
  isCancelled,
  type ProgressDto,
  toIpcError,
  useIpc,
  useOpenStore,
} from "@/ipc";
import { Feed } from "@/shared/ui";
import { atOf, type Side } from "./model";

/** A comparison, as far as it is. */
export interface Comparison {
  name: string;
  /** `null` for a moment, until it has begun. */
  feed: Feed<ComparedDto> | null;
  /** What it came to; `null` before its end. */
  summary: CompareSummaryDto | null;
  progress: ProgressDto | null;
  isFetching: boolean;
  isStopped: boolean;
  failure: string | null;
  stop: () => void;
  retry: () => void;
}

interface Begun {
  of: string;
  feed: Feed<ComparedDto>;
  at: ProgressDto;
}

/** Compares many aggregates between two instants; rows come in while it looks on. */
export function useComparison(scope: CompareScopeDto, from: string, to: string): Comparison {
  const ipc = useIpc();
  const client = useQueryClient();
  const { events } = useOpenStore();
  const [begun, setBegun] = useState<Begun | null>(null);
  const queryKey = ["compare", scope, from, to, events];
  const of = JSON.stringify(queryKey);
  const query = useQuery({
    queryKey,
    meta: FOLDED,
    queryFn: async ({ signal }) => {
      const feed = new Feed<ComparedDto>();
      const tell = (at: ProgressDto) => setBegun({ of, feed, at });
      tell({ done: 0, total: 0 });
      try {
        const summary = await ipc.compareWorld(
          scope,
          from,
          to,
          ({ rows, done, total }) => {
            feed.add(rows);
            tell({ done, total });
          },
          signal,
        );
        await feed.filled(summary.created + summary.changed + summary.deleted, signal);
        return { feed, summary };
      } finally {
        feed.end();
      }
    },
  });
  const now = begun?.of === of ? begun : null;
  return {
    name: of,
    feed: query.data?.feed ?? now?.feed ?? null,
    summary: query.data?.summary ?? null,
    progress: query.isFetching ? (now?.at ?? null) : null,
    isFetching: query.isFetching,
    isStopped: !query.isFetching && !query.isError && query.data === undefined,
    failure: query.isError ? toIpcError(query.error).message : null,
    stop: () => void client.cancelQueries({ queryKey }),
    retry: () => void query.refetch(),
  };
}

/** Both states of one aggregate and what is different between them. */
export function useDiff(id: string, from: Side, to: Side) {
  const ipc = useIpc();
  const client = useQueryClient();
  const [progress, setProgress] = useState<ProgressDto | null>(null);
  const { events } = useOpenStore();
  const queryKey = ["diff", id, from, to, events];
  const side = (of: Side) => ({ at: atOf(of), fold: { kind: "auto" } as const, without: [] });
  const query = useQuery({
    queryKey,
    meta: FOLDED,
    queryFn: ({ signal }) => ipc.diffStates(id, side(from), side(to), setProgress, signal),
    placeholderData: (before) => (before?.aggregateId === id ? before : undefined),
  });
  return {
    diff: query.data,
    progress,
    isFetching: query.isFetching,
    failure: query.isError ? toIpcError(query.error).message : null,
    stop: () => void client.cancelQueries({ queryKey }),
    retry: () => void query.refetch(),
  };
}

/** What becomes of an export. */
export type Export =
  | { kind: "none" }
  | { kind: "running"; at: ProgressDto }
  | { kind: "written"; path: string }
  | { kind: "failed"; message: string };

/** Writes a comparison to a file that the person chooses. */
export function useExport(scope: CompareScopeDto, from: string, to: string) {
  const ipc = useIpc();
  const [state, setState] = useState<Export>({ kind: "none" });
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const run = async (format: ExportFormat) => {
    stop.current?.abort();
    const mine = new AbortController();
    stop.current = mine;
    const say = (next: Export) => stop.current === mine && setState(next);
    try {
      const path = await ipc.exportComparison(
        scope,
        from,
        to,
        format,
        (at) => say({ kind: "running", at }),
        mine.signal,
      );
      say(path === null ? { kind: "none" } : { kind: "written", path });
    } catch (failure) {
      say(isCancelled(failure) ? { kind: "none" } : { kind: "failed", message: toIpcError(failure).message });
    }
  };
  return {
    state,
    run: (format: ExportFormat) => void run(format),
    cancel: () => stop.current?.abort(),
    dismiss: () => setState({ kind: "none" }),
  };
}
