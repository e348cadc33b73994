import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { type CatalogStatusDto, useCatalogStatus, useIpc, useOpenStore } from "@/ipc";
import { useSettled } from "@/shared/lib/useSettled";
import { directoryQuery, isPlain, orderOf } from "./directory";
import { type AggregateSource, directorySource, type ListedAggregate, storeSource } from "./listSources";
import { shownStep, stepOf } from "./looked";
import type { AggregatesSearch } from "./model";

/** Who lists the aggregates: the catalog in any order, or the store as they began; `null` until that is known. */
export type Lister = "catalog" | "store";

/** Who can list what a link asks for. The catalog knows only what is now. */
export function listerOf(
  search: AggregatesSearch,
  asOf: string | null,
  status: CatalogStatusDto | undefined,
): Lister | null {
  if (asOf !== null) return "store";
  if (status === undefined) return isPlain(search) ? "store" : null;
  return status.directory ? "catalog" : "store";
}

/** What of a link is had from who lists: the store knows one order and no parts. */
export function hadFrom(search: AggregatesSearch, lister: Lister | null): AggregatesSearch {
  if (lister !== "store") return search;
  const { type, sel, sort, dir } = search;
  return { ...(type && { type }), ...(sel && { sel }), ...(sort === undefined && dir && { dir }) };
}

/** The list that a link asks for, as far as it can be had. */
export function useAggregateList(search: AggregatesSearch, asOf: string | null) {
  const ipc = useIpc();
  const { events } = useOpenStore();
  const status = useCatalogStatus();
  const lister = listerOf(search, asOf, status);
  const had = hadFrom(search, lister);
  const { sel: _, ...asked } = had;
  const step = useShownStep(status, lister);
  const name = JSON.stringify([asked, lister, events, asOf, step]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name spells out everything else
  const source = useMemo(() => {
    const { type = null } = had;
    if (lister === "catalog") return directorySource(ipc, directoryQuery(had, type), events, step);
    return storeSource(ipc, type, orderOf(had) === "up" ? "oldestFirst" : "newestFirst", events, asOf);
  }, [ipc, name]);
  const total = useQuery({
    queryKey: ["aggregates that fit", source.name, source.kin],
    queryFn: async ({ signal }) => (await source.ranks?.count(signal)) ?? null,
    enabled: lister === "catalog",
    placeholderData: (before, query) => (query?.queryKey[2] === source.kin ? before : undefined),
  });
  return { lister, had, status, source, total: total.data ?? null };
}

/** How far the looking for deleted ones is, as far as a list that tells of them is to be read anew. */
function useShownStep(status: CatalogStatusDto | undefined, lister: Lister | null): number {
  const now = status === undefined || lister !== "catalog" ? 0 : stepOf(status.marks);
  const [shown, show] = useState(now);
  const next = shownStep(shown, now);
  if (next !== shown) show(next);
  return next;
}

/** The selected aggregate as the link names it, and its place in a list, which may have to be looked up. */
export function useSelected(
  source: AggregateSource,
  sel: string | undefined,
  onSelect: (id: string) => void,
) {
  const [picked, setPicked] = useState<{ list: string; row: ListedAggregate } | null>(null);
  const [id, settle] = useSettled(
    sel ?? null,
    (id) => id ?? "",
    (id) => id !== null && onSelect(id),
  );
  const isPicked = picked !== null && picked.list === source.name && picked.row.aggregateId === id;
  const looked = useQuery({
    queryKey: ["place of aggregate", source.name, id],
    queryFn: ({ signal }) => (id === null ? null : source.placeOf(id, signal)),
    enabled: id !== null && !isPicked,
  });
  const select = (row: ListedAggregate) => {
    setPicked({ list: source.name, row });
    settle(row.aggregateId);
  };
  const place = isPicked ? picked.row.at : id === null ? null : (looked.data ?? null);
  return [place, select] as const;
}
