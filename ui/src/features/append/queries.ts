import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type AggregateSummaryDto,
  type AppendRequestDto,
  type Ipc,
  toIpcError,
  useIpc,
  useSessionActions,
} from "@/ipc";
import { isoOf } from "@/shared/lib/instant";
import { isUuid } from "./check";
import type { Desk } from "./desk";
import type { Outcome } from "./outcome";

const AGGREGATE_KEY = ["append", "aggregate"];

function aggregateQuery(ipc: Ipc, id: string) {
  return queryOptions({
    queryKey: [...AGGREGATE_KEY, id],
    queryFn: () => aggregateOrNull(ipc, id),
    enabled: isUuid(id),
  });
}

async function aggregateOrNull(ipc: Ipc, id: string): Promise<AggregateSummaryDto | null> {
  try {
    return await ipc.getAggregate(id);
  } catch (failure) {
    if (toIpcError(failure).code === "notFound") return null;
    throw failure;
  }
}

/** What the store knows of an aggregate: null if nothing, undefined while that is not known. */
export function useAggregate(id: string): AggregateSummaryDto | null | undefined {
  return useQuery(aggregateQuery(useIpc(), id.trim())).data;
}

/** The types that the store knows, for suggestions. */
export function useTypes() {
  const ipc = useIpc();
  const aggregates = useQuery({
    queryKey: ["append", "aggregateTypes"],
    queryFn: ({ signal }) => ipc.aggregateTypes(null, signal),
  });
  const events = useQuery({
    queryKey: ["append", "eventTypes"],
    queryFn: ({ signal }) => ipc.eventTypes(signal),
  });
  return { aggregateTypes: aggregates.data ?? [], eventTypes: events.data ?? [] };
}

/** Sends a command and puts what came of it into the log. */
export function useSend(desk: Desk) {
  const ipc = useIpc();
  const client = useQueryClient();
  const { renew } = useSessionActions();
  return useMutation({
    mutationFn: async (request: AppendRequestDto): Promise<Outcome> => {
      const outcome = await outcomeOf(ipc.append(request));
      desk.record({ at: isoOf(Date.now()), request, outcome });
      // What the views then read anew is not waited for; where that fails, they tell.
      if (outcome.status === "appended") renew().catch(() => {});
      if (outcome.status === "conflict") void client.invalidateQueries({ queryKey: AGGREGATE_KEY });
      return outcome;
    },
  });
}

async function outcomeOf(answer: ReturnType<Ipc["append"]>): Promise<Outcome> {
  try {
    return await answer;
  } catch (failure) {
    const { code, message } = toIpcError(failure);
    return { status: "failed", code, message };
  }
}
