import { EmptyState } from "@/shared/ui";

/** Composes a command with events and sends it. */
export function AppendView() {
  return <EmptyState title="Append" />;
}
