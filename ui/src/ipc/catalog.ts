import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { CatalogStatusDto } from "./bindings";
import { useIpc } from "./context";

const CATALOG_KEY = ["catalog"];

/** How far the catalog of the open store is; `undefined` until that is known. */
export function useCatalogStatus(): CatalogStatusDto | undefined {
  const ipc = useIpc();
  return useQuery({ queryKey: CATALOG_KEY, queryFn: () => ipc.catalogStatus() }).data;
}

/** Hears how far it is for as long as the window is open. The one place that listens; everybody else asks `useCatalogStatus`. */
export function useCatalogFollowed() {
  const ipc = useIpc();
  const client = useQueryClient();
  useEffect(() => ipc.onCatalogChanged((now) => take(client, now)), [ipc, client]);
}

/** What a person can do with the catalog. Each rejects with an `IpcError`. */
export function useCatalogActions() {
  const ipc = useIpc();
  const client = useQueryClient();
  return useMemo(
    () => ({
      setText: async (enabled: boolean) => take(client, await ipc.setTextIndex(enabled)),
      pause: async (paused: boolean) => take(client, await ipc.pauseCatalog(paused)),
      rebuild: async () => take(client, await ipc.rebuildCatalog()),
    }),
    [ipc, client],
  );
}

/** The last words of a store that was just closed may come late: where another side file is told of, it is asked anew. */
function take(client: QueryClient, now: CatalogStatusDto) {
  const known = client.getQueryData<CatalogStatusDto>(CATALOG_KEY);
  if (known?.path === now.path) client.setQueryData(CATALOG_KEY, now);
  else void client.invalidateQueries({ queryKey: CATALOG_KEY });
}
