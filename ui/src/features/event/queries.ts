import { useQuery } from "@tanstack/react-query";
import { useIpc } from "@/ipc";

/** The event at a position with all that is known of it. */
export function useEvent(position: string) {
  const ipc = useIpc();
  return useQuery({ queryKey: ["event", position], queryFn: () => ipc.eventDetail(position) });
}
