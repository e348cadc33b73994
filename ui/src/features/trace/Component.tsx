import { EmptyState } from "@/shared/ui";

/** Where a trace begins: no correlation id chosen yet. */
export function TraceStartView() {
  return <EmptyState title="Trace" />;
}

/** Everything under one correlation id. */
export function TraceView() {
  return <EmptyState title="Trace" />;
}
