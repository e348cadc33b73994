import type { ReactNode } from "react";
import type { Filter } from "@/ipc";
import { EmptyState } from "@/shared/ui";

/** The event grid over the whole store. */
export function ExploreView(_: { eventPane: (position: string, within: Filter) => ReactNode }) {
  return <EmptyState title="Explore" />;
}
