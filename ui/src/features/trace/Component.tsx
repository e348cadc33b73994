import type { ReactNode } from "react";
import { EmptyState } from "@/shared/ui";

/** Where a trace begins: no correlation id chosen yet. */
export function TraceStartView() {
  return <EmptyState title="Trace" />;
}

/** Everything under one correlation id. `eventPane` shows the event at a position in full; the app lends it. */
export function TraceView(_: { eventPane: (position: string) => ReactNode }) {
  return <EmptyState title="Trace" />;
}
