import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useIpc, useSessionActions } from "@/ipc";

/** Opens a store that another start of the program asked for. */
export function useRequestedStores() {
  const ipc = useIpc();
  const session = useSessionActions();
  const navigate = useNavigate();
  useEffect(
    () =>
      ipc.onStoreRequested(async (target) => {
        if (await session.open(target)) await navigate({ to: "/explore" });
      }),
    [ipc, session, navigate],
  );
}
