import { getRouteApi } from "@tanstack/react-router";
import { useOpenStore } from "@/ipc";
import { EmptyState } from "@/shared/ui";
import { PairView } from "./PairView";
import { WorldView } from "./WorldView";

const route = getRouteApi("/compare");

/** What stood at one moment beside what stood at another: of many aggregates, or of one. */
export function CompareView() {
  const { aggregate } = route.useSearch();
  const { lastAt } = useOpenStore();
  if (lastAt === null)
    return <EmptyState title="Nothing to compare yet">This store has no events.</EmptyState>;
  return aggregate === undefined ? <WorldView /> : <PairView key={aggregate} id={aggregate} />;
}
