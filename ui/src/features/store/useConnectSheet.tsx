import { useState } from "react";
import { type RecentStoreDto, useSessionActions } from "@/ipc";
import { type ConnectAt, ConnectDialog } from "./ConnectDialog";
import { useStoreActions } from "./useStoreActions";

/** The connect sheet, and the opening of recent stores, which may need it. */
export function useConnectSheet() {
  const actions = useStoreActions();
  const session = useSessionActions();
  const [at, setAt] = useState<ConnectAt | null>(null);
  const openRecent = async (recent: RecentStoreDto) => {
    if ((await actions.open(recent)) || recent.server === null) return;
    const problem = session.takeProblem();
    setAt({ server: recent.server, problem });
  };
  return {
    connect: () => setAt({ server: null, problem: null }),
    openRecent,
    sheet: <ConnectDialog at={at} onClose={() => setAt(null)} />,
  };
}
