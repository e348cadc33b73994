import { useEffect, useState } from "react";
import { type CatalogStatusDto, useCatalogStatus, useOpenStore } from "@/ipc";

/** How long new events are there before they are told: those of this window are brought in at once. */
const SETTLE_MS = 600;

/** How many events the store has that the views do not show yet. */
export function useNewEvents(): number {
  const { events } = useOpenStore();
  const count = newEvents(useCatalogStatus(), events);
  const [told, setTold] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setTold(count), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [count]);
  return Math.min(count, told);
}

/** The same from how far the catalog is and how many events the views know. */
export function newEvents(status: CatalogStatusDto | undefined, shown: string): number {
  if (!status || status.phase === "off") return 0;
  const more = BigInt(status.total) - BigInt(shown);
  return more > 0n ? Number(more) : 0;
}
