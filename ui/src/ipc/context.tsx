import { createContext, type ReactNode, useContext } from "react";
import type { Ipc } from "./client";

const IpcContext = createContext<Ipc | null>(null);

/** Gives the parts below it their backend. */
export function IpcProvider({ ipc, children }: { ipc: Ipc; children: ReactNode }) {
  return <IpcContext value={ipc}>{children}</IpcContext>;
}

/** The backend. */
export function useIpc(): Ipc {
  const ipc = useContext(IpcContext);
  if (!ipc) throw new Error("useIpc needs an IpcProvider above it");
  return ipc;
}
