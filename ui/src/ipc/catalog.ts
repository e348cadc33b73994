import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { CatalogStatusDto } from "./bindings";
import { useIpc } from "./context";

const CATALOG_KEY = ["catalog status"];

/** How far the catalog of the open store is, and follows it; `undefined` until that is known. */
export function useCatalogStatus(): CatalogStatusDto | undefined {
  const ipc = useIpc();
  const client = useQueryClient();
  useEffect(() => ipc.onCatalogChanged((status) => client.setQueryData(CATALOG_KEY, status)), [ipc, client]);
  return useQuery({ queryKey: CATALOG_KEY, queryFn: () => ipc.catalogStatus() }).data;
}
