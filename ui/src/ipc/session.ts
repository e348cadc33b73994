import { type QueryClient, queryOptions, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ConnectDto, FieldProblemDto, StoreInfoDto } from "./bindings";
import type { Ipc, Startup } from "./client";
import { useIpc } from "./context";
import { toIpcError } from "./errors";

const SESSION_KEY = ["session"];

function sessionQuery(ipc: Ipc) {
  return queryOptions({ queryKey: SESSION_KEY, queryFn: () => ipc.startup(), staleTime: Infinity });
}

/** What is open, what went wrong while opening, and what was opened before. */
export function useSession(): Startup {
  const ipc = useIpc();
  return useSuspenseQuery(sessionQuery(ipc)).data;
}

/** The open store. Only for views that stand behind the welcome screen. */
export function useOpenStore(): StoreInfoDto {
  const { store } = useSession();
  if (!store) throw new Error("this view needs an open store");
  return store;
}

/** What a person can do with stores. Each resolves to whether a store changed; problems go into the session. */
export function useSessionActions() {
  const ipc = useIpc();
  const client = useQueryClient();
  return useMemo(() => actions(ipc, client), [ipc, client]);
}

function actions(ipc: Ipc, client: QueryClient) {
  const entered = async (store: StoreInfoDto | null) => {
    forgetAnswers(client);
    const recents = await ipc.recentStores();
    client.setQueryData<Startup>(SESSION_KEY, { store, problem: null, recents });
  };
  const same = (store: StoreInfoDto) =>
    client.setQueryData<Startup>(SESSION_KEY, (old) => old && { ...old, store, problem: null });
  const attempt = async (
    open: () => Promise<StoreInfoDto | null>,
    then: (store: StoreInfoDto) => unknown = entered,
  ): Promise<boolean> => {
    try {
      const store = await open();
      if (store) await then(store);
      return store !== null;
    } catch (failure) {
      const problem = toIpcError(failure);
      if (problem.code !== "cancelled") setProblem(client, problem);
      return false;
    }
  };
  /** Changing the mode closes the store and opens it anew; when that fails half-way, no store is open any more. */
  const lost = async () => {
    await ipc.storeInfo().catch((failure: unknown) => {
      if (toIpcError(failure).code !== "noStore") return;
      forgetAnswers(client);
      client.setQueryData<Startup>(SESSION_KEY, (old) => old && { ...old, store: null });
    });
    return false;
  };
  return {
    open: (target: string) => attempt(() => ipc.openStore(target, false)),
    pick: () => attempt(() => ipc.pickStore()),
    /** What to mend in the fields, nothing where the person stopped it; `null` once the store is open. */
    connect: async (asked: ConnectDto, signal?: AbortSignal): Promise<FieldProblemDto[] | null> => {
      try {
        const answer = await ipc.connectStore(asked, signal);
        if (answer.kind === "refused") return answer.problems;
        await entered(answer.store);
        if (answer.note !== null) setProblem(client, { code: "io", message: answer.note, details: null });
        return null;
      } catch (failure) {
        const { code, message } = toIpcError(failure);
        return code === "cancelled" ? [] : [{ field: null, message }];
      }
    },
    create: () => attempt(() => ipc.createStore()),
    createDemo: (...args: Parameters<Ipc["createDemo"]>) => attempt(() => ipc.createDemo(...args)),
    setWritable: async (writable: boolean) =>
      (await attempt(() => ipc.setWritable(writable), same)) || lost(),
    check: (signal?: AbortSignal) => attempt(() => ipc.checkStore(signal), same),
    close: () =>
      attempt(async () => {
        await ipc.closeStore();
        await entered(null);
        return null;
      }),
    forget: (target: string) =>
      attempt(async () => {
        const recents = await ipc.forgetRecent(target);
        client.setQueryData<Startup>(SESSION_KEY, (old) => old && { ...old, recents });
        return null;
      }),
    /** The words of the problem, which is told elsewhere from now on. */
    takeProblem: () => {
      const words = client.getQueryData<Startup>(SESSION_KEY)?.problem?.message ?? null;
      client.setQueryData<Startup>(SESSION_KEY, (old) => old && { ...old, problem: null });
      return words;
    },
    dismissProblem: () =>
      client.setQueryData<Startup>(SESSION_KEY, (old) => old && { ...old, problem: null }),
    /** After a write, and when new events are brought in: every answer may have changed, and so may the store's own figures. */
    renew: async () => {
      const store = await ipc.storeInfo();
      client.setQueryData<Startup>(SESSION_KEY, (old) => old && { ...old, store });
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
    },
  };
}

/** Answers about one store must never be shown for another. */
function forgetAnswers(client: QueryClient) {
  const others = {
    predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== SESSION_KEY[0],
  };
  void client.cancelQueries(others);
  client.removeQueries(others);
}

function setProblem(client: QueryClient, problem: Startup["problem"] & object) {
  const { code, message, details } = problem;
  client.setQueryData<Startup>(SESSION_KEY, (old) => old && { ...old, problem: { code, message, details } });
}
