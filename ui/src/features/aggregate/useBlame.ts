import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import {
  type AtDto,
  FOLDED,
  type FoldWishDto,
  type ProgressDto,
  type StateDto,
  toIpcError,
  useIpc,
} from "@/ipc";
import { type Gutter, gutterOf } from "./blame";
import { pointKey } from "./model";
import { foldKey } from "./whatIf";

/** Who set what, as far as that is known. */
export interface Blame {
  /** `null` until it is there. */
  gutter: Gutter | null;
  isCounting: boolean;
  isStopped: boolean;
  progress: ProgressDto | null;
  failure: string | null;
  stop: () => void;
  retry: () => void;
}

const KEPT_MS = 20_000;
/** Whoever steps on sooner does not read the gutter; looking it up would only slow the next state. */
const REST_MS = 120;

/** Asks who set each path of a state, once the state itself is there: the state never waits for it. */
export function useBlame(
  id: string,
  point: AtDto,
  fold: FoldWishDto,
  state: StateDto | undefined,
  isWanted: boolean,
): Blame {
  const ipc = useIpc();
  const client = useQueryClient();
  const [progress, setProgress] = useState<{ of: string; at: ProgressDto } | null>(null);
  const key = `${pointKey(point)} ${foldKey(fold)}`;
  const queryKey = ["blame", id, key];
  const { data, error, isFetching, isError, refetch } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      await rest(signal);
      return ipc.blameAt(id, point, fold, (at) => setProgress({ of: key, at }), signal);
    },
    enabled: isWanted && state !== undefined,
    gcTime: KEPT_MS,
    meta: FOLDED,
  });
  const gutter = useMemo(
    () => (data && data.version === state?.version ? gutterOf(data) : null),
    [data, state],
  );
  return {
    gutter,
    isCounting: isFetching,
    isStopped: isWanted && state !== undefined && !isFetching && !isError && data === undefined,
    progress: progress?.of === key && isFetching ? progress.at : null,
    failure: isError ? toIpcError(error).message : null,
    stop: () => void client.cancelQueries({ queryKey }),
    retry: () => void refetch(),
  };
}

function rest(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, REST_MS);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
