import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useIpc } from "@/ipc";

/** The event at a position with all that is known of it; the one before stays in sight until the next is there. */
export function useEvent(position: string) {
  const ipc = useIpc();
  return useQuery({
    queryKey: ["event", position],
    queryFn: () => ipc.eventDetail(position),
    placeholderData: keepPreviousData,
  });
}
