import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useIpc, useSessionActions } from "@/ipc";
import { AFRESH } from "./afresh";

/** Opens a store that another start of the program asked for. */
export function useRequestedStores() {
  const ipc = useIpc();
  const session = useSessionActions();
  const navigate = useNavigate();
  useEffect(
    () =>
      ipc.onStoreRequested(async (target) => {
        if (await session.open(target)) await navigate(AFRESH);
      }),
    [ipc, session, navigate],
  );
}
