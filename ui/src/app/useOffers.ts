import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { readFilter, useIpc, useOpenStore } from "@/ipc";
import { type Offer, offersFor, spelled } from "./offers";
import { viewsFor } from "./views";

/** What is offered for a text: what it names, what it asks for, how it may go on. */
export function useOffers(text: string): { offers: Offer[]; isFetching: boolean } {
  const ipc = useIpc();
  const { writable } = useOpenStore();
  const enabled = text.trim() !== "";
  const found = useQuery({
    queryKey: ["locate", text.trim()],
    queryFn: () => ipc.locate(text.trim()),
    enabled,
  });
  const understood = useQuery({
    queryKey: ["understand", text],
    queryFn: () => ipc.understand(text),
    enabled,
  });
  const completions = useQuery({
    queryKey: ["complete", text],
    queryFn: () => ipc.complete(text, text.length),
    enabled,
  });
  return {
    offers: offersFor(
      text,
      viewsFor(writable),
      enabled ? (found.data ?? []) : [],
      enabled ? understood.data : undefined,
      enabled ? (completions.data ?? []) : [],
    ),
    isFetching: found.isFetching || understood.isFetching,
  };
}

/** The way to what is offered. */
export function useGo() {
  const navigate = useNavigate();
  return (offer: Offer) => {
    if (offer.kind === "view") void navigate({ to: offer.view.to });
    if (offer.kind === "search") {
      const q = spelled(offer.terms);
      void navigate({
        to: "/explore",
        search: { ...readFilter({ ...offer.filter }), ...(q !== "" && { q }) },
      });
    }
    if (offer.kind !== "found") return;
    const { item } = offer;
    if (item.kind === "event") void navigate({ to: "/explore", search: { sel: item.position } });
    if (item.kind === "aggregate") void navigate({ to: "/aggregates/$id", params: { id: item.aggregateId } });
    if (item.kind === "correlation")
      void navigate({ to: "/trace/$correlationId", params: { correlationId: item.correlationId } });
    if (item.kind === "command") void navigate({ to: "/explore", search: { causationId: item.commandId } });
  };
}

/** Enter without a choice from the list: goes to what the text names, or else to the events that it asks for. */
export function useEnter(go: (offer: Offer) => void) {
  const ipc = useIpc();
  return async (text: string): Promise<boolean> => {
    const [found, understood] = await Promise.all([ipc.locate(text.trim()), ipc.understand(text)]);
    const [first] = offersFor(text, [], found, understood, []);
    if (!first || first.kind === "problem") return false;
    go(first);
    return true;
  };
}
