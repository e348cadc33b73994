import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  type AtDto,
  type EventRowDto,
  FOLDED,
  filterDto,
  type Ipc,
  type OnProgress,
  type ProgressDto,
  type SnapshotMarkDto,
  type StateDto,
  toIpcError,
  useIpc,
} from "@/ipc";
import { firstAfter } from "@/shared/lib/asOf";
import type { Direction, GridSource, PageOf } from "@/shared/ui";
import { pointKey } from "./model";
import { isReal, REAL, type WhatIf } from "./whatIf";

/** Stepping leaves many states behind; they are kept for so long, not for the usual minutes. */
const STATE_KEPT_MS = 20_000;

/** One aggregate at a glance. */
export function useAggregate(id: string) {
  const ipc = useIpc();
  return useQuery({ queryKey: ["aggregate", id], queryFn: () => ipc.getAggregate(id) });
}

/** The last version that an aggregate had by an instant, and when that came about; 0 where it had not begun. */
export function useLastBy(id: string, asOf: string | null) {
  const ipc = useIpc();
  return useQuery({
    queryKey: ["last by", id, asOf],
    queryFn: async ({ signal }) => {
      const filter = filterDto({ aggregateId: id, until: firstAfter(asOf ?? "") });
      const page = { after: null, order: "newestFirst", limit: 1 } as const;
      const [row] = (await ipc.queryEvents(filter, page, signal)).rows;
      return { version: row?.version ?? 0, at: row?.instant ?? null };
    },
    enabled: asOf !== null,
    gcTime: STATE_KEPT_MS,
    placeholderData: keepPreviousData,
  });
}

/** The events of one aggregate by their versions, first to last. */
export function eventsSource(ipc: Ipc, id: string, last: number): GridSource<EventRowDto> {
  return {
    name: JSON.stringify(["events", id, last]),
    kin: id,
    ascending: true,
    position: (row) => String(row.version),
    load: (direction: Direction, after, limit) =>
      direction === "forward"
        ? eventsAfter(ipc, id, after === null ? 0 : Number(after), last, limit)
        : eventsBefore(ipc, id, after === null ? last + 1 : Number(after), limit),
  };
}

async function eventsAfter(
  ipc: Ipc,
  id: string,
  version: number,
  last: number,
  limit: number,
): Promise<PageOf<EventRowDto>> {
  const rows = await ipc.aggregateEvents(id, Math.max(0, version), limit);
  const until = rows.findIndex((row) => row.version > last);
  return until < 0 ? { rows, isLast: rows.length < limit } : { rows: rows.slice(0, until), isLast: true };
}

/** Nearest first. */
async function eventsBefore(
  ipc: Ipc,
  id: string,
  version: number,
  limit: number,
): Promise<PageOf<EventRowDto>> {
  const after = Math.max(0, version - 1 - limit);
  const rows = (await ipc.aggregateEvents(id, after, limit)).filter((row) => row.version < version);
  if (rows.length > 0 || after === 0) return { rows: rows.reverse(), isLast: after === 0 };
  const nearest = await nearestUpTo(ipc, id, after);
  return nearest === null ? { rows: [], isLast: true } : eventsBefore(ipc, id, nearest + 1, limit);
}

/** The greatest version that is not beyond another. Only a store of another program leaves gaps to be searched. */
async function nearestUpTo(ipc: Ipc, id: string, version: number): Promise<number | null> {
  const firstAfter = async (after: number) => {
    const found = (await ipc.aggregateEvents(id, after, 1))[0]?.version;
    return found !== undefined && found <= version ? found : null;
  };
  let nearest = await firstAfter(0);
  let none = version;
  while (nearest !== null && nearest < none) {
    const middle = Math.floor((nearest + none) / 2);
    const found = await firstAfter(middle);
    if (found === null) none = middle;
    else nearest = found;
  }
  return nearest;
}

/** The state at a point in time, as far as it is there. */
export interface FoldQuery {
  /** The state asked for, or the one before it while that is on its way. */
  state: StateDto | undefined;
  /** Where `state` supposes something: what really was. The changes of `state` are then what differs from it. */
  real: StateDto | null;
  /** Whether `state` is the one asked for. */
  isCurrent: boolean;
  isFetching: boolean;
  /** Whether the person stopped it. */
  isStopped: boolean;
  progress: ProgressDto | null;
  failure: string | null;
  stop: () => void;
  retry: () => void;
}

interface Folded {
  state: StateDto;
  real: StateDto | null;
}

/** Folds an aggregate up to a point, as it was or as supposed. What is superseded is stopped in the backend too. */
export function useFold(id: string, point: AtDto, whatIf: WhatIf): FoldQuery {
  const ipc = useIpc();
  const client = useQueryClient();
  const [progress, setProgress] = useState<{ of: string; at: ProgressDto } | null>(null);
  const key = `${pointKey(point)} ${JSON.stringify(whatIf)}`;
  const queryKey = ["state", id, key];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => folded(ipc, id, point, whatIf, (at) => setProgress({ of: key, at }), signal),
    gcTime: STATE_KEPT_MS,
    meta: FOLDED,
    placeholderData: (before) => (before?.state.aggregateId === id ? before : undefined),
  });
  const isCurrent = query.data !== undefined && !query.isPlaceholderData;
  return {
    state: query.data?.state,
    real: query.data?.real ?? null,
    isCurrent,
    isFetching: query.isFetching,
    isStopped: !query.isFetching && !query.isError && !isCurrent,
    progress: progress?.of === key && query.isFetching ? progress.at : null,
    failure: query.isError ? toIpcError(query.error).message : null,
    stop: () => void client.cancelQueries({ queryKey }),
    retry: () => void query.refetch(),
  };
}

async function folded(
  ipc: Ipc,
  id: string,
  at: AtDto,
  whatIf: WhatIf,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<Folded> {
  if (isReal(whatIf))
    return { state: await ipc.stateAt(id, at, whatIf.fold, onProgress, signal), real: null };
  const side = ({ fold, without }: WhatIf) => ({ at, fold, without: [...without] });
  const { left, right, changes } = await ipc.diffStates(id, side(REAL), side(whatIf), onProgress, signal);
  return { state: { ...right, changes }, real: left };
}

/** Where states of an aggregate are stored. */
export function useSnapshots(id: string): SnapshotMarkDto[] {
  const ipc = useIpc();
  const { data } = useQuery({
    queryKey: ["snapshots", id],
    queryFn: ({ signal }) => ipc.snapshotsOf(id, signal),
    meta: FOLDED,
  });
  return data ?? [];
}
