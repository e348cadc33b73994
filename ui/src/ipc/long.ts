import { type QueryKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ProgressDto } from "./bindings";
import type { Ipc, OnProgress } from "./client";
import { useIpc } from "./context";

/** A question that may take long: it tells how far it is, can be stopped, and ends when nobody waits for it any more. */
export function useLong<T>(
  key: QueryKey,
  ask: (ipc: Ipc, onProgress: OnProgress, signal: AbortSignal) => Promise<T>,
  enabled = true,
) {
  const ipc = useIpc();
  const client = useQueryClient();
  const [progress, setProgress] = useState<ProgressDto | null>(null);
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => {
      setProgress(null);
      return ask(ipc, setProgress, signal);
    },
    enabled,
  });
  return { ...query, progress, stop: () => void client.cancelQueries({ queryKey: key, exact: true }) };
}
