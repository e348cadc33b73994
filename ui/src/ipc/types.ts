import { useQuery } from "@tanstack/react-query";
import { useIpc } from "./context";

/** The types of aggregates and how many aggregates each has, or had by an instant; `null` is now. */
export function useAggregateTypes(asOf: string | null, enabled = true) {
  const ipc = useIpc();
  return useQuery({
    queryKey: ["aggregateTypes", asOf],
    queryFn: ({ signal }) => ipc.aggregateTypes(asOf, signal),
    // While the instant moves, the counts before stay in sight.
    placeholderData: (before) => (asOf === null ? undefined : before),
    enabled,
  });
}
