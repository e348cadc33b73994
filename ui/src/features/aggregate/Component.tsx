import { EmptyState } from "@/shared/ui";

/** The list of aggregates. */
export function AggregatesView() {
  return <EmptyState title="Aggregates" />;
}

/** One aggregate. */
export function AggregateView() {
  return <EmptyState title="Aggregate" />;
}
