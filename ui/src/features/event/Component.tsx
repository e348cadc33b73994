import type { Filter } from "@/ipc";
import { Loading } from "@/shared/ui";

/** One event in full. `within` is the filter that a "filter by this" adds to. */
export function EventPane({ position }: { position: string; within?: Filter }) {
  return <Loading label={`Event ${position}`} />;
}
