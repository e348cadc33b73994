import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { type RecentStoreDto, useSession, useSessionActions } from "@/ipc";
import { AFRESH } from "./afresh";

/** What a person can do with stores; another store begins at its first view. */
export function useStoreActions() {
  const session = useSessionActions();
  const navigate = useNavigate();
  const { recents } = useSession();
  return useMemo(() => {
    const anew = async (opened: Promise<boolean>) => {
      if (await opened) await navigate(AFRESH);
    };
    return {
      recents,
      open: (recent: RecentStoreDto) => anew(session.open(recent.target)),
      pick: () => anew(session.pick()),
      create: () => anew(session.create()),
      setWritable: session.setWritable,
      close: () => session.close(),
      forget: session.forget,
    };
  }, [session, navigate, recents]);
}

/** What `useStoreActions` gives. */
export type StoreActions = ReturnType<typeof useStoreActions>;
