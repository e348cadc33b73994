import { useSyncExternalStore } from "react";
import { type Ipc, useIpc, useOpenStore } from "@/ipc";
import { type Draft, newDraft } from "./model";
import type { Sent } from "./outcome";

/** What lies on the desk: the form as it stands, and what was sent from it. */
export interface DeskState {
  draft: Draft;
  /** Newest first. */
  log: readonly Sent[];
  /** Which of the log is looked at; the newest where this is null. */
  shown: number | null;
}

const LOG_MAX = 200;

/** Keeps the form and the log while other views are looked at; both end with the window. */
export class Desk {
  private state: DeskState = { draft: newDraft(crypto.randomUUID()), log: [], shown: null };
  private listeners = new Set<() => void>();

  readonly read = (): DeskState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  edit(change: (draft: Draft) => Draft) {
    const draft = change(this.state.draft);
    if (draft !== this.state.draft) this.set({ draft });
  }

  record(sent: Omit<Sent, "key">) {
    const key = (this.state.log[0]?.key ?? 0) + 1;
    this.set({ log: [{ ...sent, key }, ...this.state.log].slice(0, LOG_MAX), shown: null });
  }

  show(key: number) {
    this.set({ shown: key });
  }

  private set(change: Partial<DeskState>) {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

const desks = new WeakMap<Ipc, Map<string, Desk>>();

/** The desk of the open store. */
export function useDesk(): DeskState & { desk: Desk } {
  const desk = deskOf(useIpc(), useOpenStore().target);
  return { desk, ...useSyncExternalStore(desk.subscribe, desk.read) };
}

function deskOf(ipc: Ipc, target: string): Desk {
  const ofBackend = desks.get(ipc) ?? new Map<string, Desk>();
  desks.set(ipc, ofBackend);
  const desk = ofBackend.get(target) ?? new Desk();
  ofBackend.set(target, desk);
  return desk;
}
