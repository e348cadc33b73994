import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type Filter, filterDto, useIpc } from "@/ipc";
import { type Stretches, spanOf } from "./stretch";

/** How the events that fit a filter spread over the stretches; what was shown stays until the answer is there. */
export function useHistogram(filter: Filter, stretches: Stretches | null, enabled = true) {
  const ipc = useIpc();
  return useQuery({
    queryKey: ["histogram", filter, stretches],
    queryFn: ({ signal }) => {
      if (!stretches) throw new Error("a histogram needs stretches");
      const { from, until } = spanOf(stretches);
      return ipc.histogram(filterDto(filter), from, until, stretches.count, signal);
    },
    enabled: enabled && stretches !== null,
    placeholderData: keepPreviousData,
  });
}
