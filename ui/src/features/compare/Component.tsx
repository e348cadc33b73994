import { getRouteApi } from "@tanstack/react-router";
import { useOpenStore } from "@/ipc";
import { EmptyState } from "@/shared/ui";
import { PairView } from "./PairView";
import { WorldView } from "./WorldView";

const route = getRouteApi("/compare");

/** What stood at one moment beside what stood at another: of many aggregates, or of one. */
export function CompareView() {
  const { aggregate, type, correlation } = route.useSearch();
  const { lastAt } = useOpenStore();
  if (lastAt === null)
    return <EmptyState title="Nothing to compare yet">This store has no events.</EmptyState>;
  // Another part of the store is another comparison, whose fields begin with it.
  return aggregate === undefined ? (
    <WorldView key={JSON.stringify([type, correlation])} />
  ) : (
    <PairView key={aggregate} id={aggregate} />
  );
}
