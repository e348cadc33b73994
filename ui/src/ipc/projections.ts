import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ProjectionsDto } from "./bindings";
import { useIpc } from "./context";

const PROJECTIONS_KEY = ["projections"];

/** Stands in the `meta` of every query whose answer depends on how events are folded. */
export const FOLDED = { isFolded: true };

/** The projections of the open store, as they are now. */
export function useProjections() {
  const ipc = useIpc();
  return useQuery({ queryKey: PROJECTIONS_KEY, queryFn: () => ipc.projections() });
}

/** What a person can do with them. Each resolves to its answer, and rejects with an `IpcError`. */
export function useProjectionsActions() {
  const ipc = useIpc();
  const client = useQueryClient();
  return {
    choose: async () => {
      const now = await ipc.chooseProjectionsFolder();
      if (now) take(client, now);
    },
    reset: async () => take(client, await ipc.resetProjectionsFolder()),
    /** Writes a beginning for a type of aggregates. */
    begin: async (aggregateType: string) => {
      const made = await ipc.newProjection(aggregateType);
      take(client, await ipc.projections());
      return made;
    },
  };
}

/** Hears of changes in the folder for as long as the window is open, and asks anew for whatever was folded. */
export function useProjectionsFollowed() {
  const ipc = useIpc();
  const client = useQueryClient();
  useEffect(() => ipc.onProjectionsChanged((now) => take(client, now)), [ipc, client]);
}

function take(client: QueryClient, now: ProjectionsDto) {
  client.setQueryData(PROJECTIONS_KEY, now);
  void client.invalidateQueries({ predicate: ({ meta }) => meta?.isFolded === true });
}
