import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { type RecentStoreDto, useSession, useSessionActions } from "@/ipc";
import { AFRESH } from "./afresh";

/** Goes to the first view of a store that was opened. */
export function useEntering() {
  const navigate = useNavigate();
  return () => navigate(AFRESH);
}

/** What a person can do with stores; another store begins at its first view. */
export function useStoreActions() {
  const session = useSessionActions();
  const navigate = useNavigate();
  const { recents } = useSession();
  return useMemo(() => {
    const anew = async (opened: Promise<boolean>) => {
      const isOpen = await opened;
      if (isOpen) await navigate(AFRESH);
      return isOpen;
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
