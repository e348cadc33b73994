import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { type Ipc, IpcProvider, toIpcError } from "@/ipc";
import { Loading, ZoneProvider } from "@/shared/ui";
import { makeRouter } from "./router";

type AppRouter = ReturnType<typeof makeRouter>;

/** The whole window over a backend. */
export function App({ ipc, router: given }: { ipc: Ipc; router?: AppRouter }) {
  const [client] = useState(makeQueryClient);
  const [router] = useState(() => given ?? makeRouter());
  return (
    <IpcProvider ipc={ipc}>
      <QueryClientProvider client={client}>
        <ZoneProvider>
          <Suspense fallback={<Loading label="Opening…" />}>
            <RouterProvider router={router} />
          </Suspense>
        </ZoneProvider>
      </QueryClientProvider>
    </IpcProvider>
  );
}

/** Answers about the past do not change by themselves: they are asked for once and forgotten when unused. */
function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: "always",
        retry: (times, failure) => times < 1 && toIpcError(failure).code === "busy",
      },
      mutations: { networkMode: "always" },
    },
  });
}
