import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  type ConditionDto,
  FOLDED,
  type FoldWishDto,
  type Ipc,
  type MomentDto,
  type MomentScopeDto,
  type MomentsDto,
  toIpcError,
  useIpc,
} from "@/ipc";
import { foldKey } from "./whatIf";

/** What a search found. */
export interface Found {
  hits: MomentDto[];
  summary: MomentsDto;
}

/** A search for moments, as far as it is. */
export interface Search {
  hits: readonly MomentDto[];
  /** What it came to; `null` before its end. */
  summary: MomentsDto | null;
  progress: { done: number; total: number } | null;
  isFetching: boolean;
  isStopped: boolean;
  failure: string | null;
  stop: () => void;
  retry: () => void;
}

interface SoFar {
  of: string;
  hits: MomentDto[];
  done: number;
  total: number;
}

const KEPT_MS = 60_000;

/** Finds when a condition became true; hits come in while it looks on. */
export function useMoments(scope: MomentScopeDto, condition: ConditionDto, fold: FoldWishDto): Search {
  const ipc = useIpc();
  const client = useQueryClient();
  const [soFar, setSoFar] = useState<SoFar | null>(null);
  const queryKey = momentsKey(scope, condition, fold);
  const of = JSON.stringify(queryKey);
  const { data, error, isFetching, isError, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      findMoments(ipc, scope, condition, fold, signal, (at) => setSoFar({ of, ...at })),
    gcTime: KEPT_MS,
    meta: FOLDED,
  });
  const known = soFar?.of === of ? soFar : null;
  return {
    hits: data?.hits ?? known?.hits ?? [],
    summary: data?.summary ?? null,
    progress: isFetching ? known : null,
    isFetching,
    isStopped: !isFetching && !isError && data === undefined,
    failure: isError ? toIpcError(error).message : null,
    stop: () => void client.cancelQueries({ queryKey }),
    retry: () => void refetch(),
  };
}

/** The versions of one aggregate at which a condition became true; nothing is looked for without one. */
export function useVersionsOf(aggregateId: string, condition: ConditionDto | null, fold: FoldWishDto) {
  const ipc = useIpc();
  const scope = { kind: "aggregate", aggregateId } as const;
  const wanted = condition ?? { path: "", test: { kind: "exists" } };
  return useQuery({
    queryKey: momentsKey(scope, wanted, fold),
    meta: FOLDED,
    queryFn: ({ signal }) => findMoments(ipc, scope, wanted, fold, signal),
    enabled: condition !== null,
    gcTime: KEPT_MS,
    select: ({ hits }) => hits.map(({ event }) => event.version),
  });
}

/** The versions at which a field of one aggregate was set, asked for once and then known. */
export async function settingsOf(
  client: QueryClient,
  ipc: Ipc,
  aggregateId: string,
  path: string,
  fold: FoldWishDto,
): Promise<number[]> {
  const scope = { kind: "aggregate", aggregateId } as const;
  const condition = { path, test: { kind: "changes" } } as const;
  const { hits } = await client.fetchQuery({
    queryKey: momentsKey(scope, condition, fold),
    queryFn: ({ signal }) => findMoments(ipc, scope, condition, fold, signal),
    gcTime: KEPT_MS,
    meta: FOLDED,
  });
  return hits.map(({ event }) => event.version);
}

function momentsKey(scope: MomentScopeDto, condition: ConditionDto, fold: FoldWishDto) {
  return ["moments", scope, condition, foldKey(fold)];
}

/** Collects the hits as they come. The last of them may come after the answer that counts them. */
async function findMoments(
  ipc: Ipc,
  scope: MomentScopeDto,
  condition: ConditionDto,
  fold: FoldWishDto,
  signal: AbortSignal,
  onStep?: (soFar: { hits: MomentDto[]; done: number; total: number }) => void,
): Promise<Found> {
  const hits: MomentDto[] = [];
  let heard = () => {};
  const summary = await ipc.findMoments(
    scope,
    condition,
    fold,
    (step) => {
      hits.push(...step.hits);
      onStep?.({ hits: [...hits], done: step.done, total: step.total });
      heard();
    },
    signal,
  );
  while (hits.length < summary.hits && !signal.aborted)
    await new Promise<void>((resolve) => {
      heard = resolve;
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  return { hits, summary };
}
