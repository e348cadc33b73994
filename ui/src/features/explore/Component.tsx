import { EmptyState } from "@/shared/ui";

/** The event grid over the whole store. */
export function ExploreView() {
  return <EmptyState title="Explore" />;
}
