import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { toIpcError, useIpc, useOpenStore } from "@/ipc";
import { instantText } from "@/shared/lib/instant";
import { counted } from "@/shared/lib/number";
import { Button, DataGrid, EmptyState, ErrorState, Panes, useAsOf, useZone } from "@/shared/ui";
import { traceColumns } from "./columns";
import type { Facts } from "./facts";
import { Header } from "./Header";
import type { TraceRow } from "./model";
import { traceSource, useEventsByNow, useFacts, useRest } from "./queries";
import { UnknownTrace } from "./Start";

export { TraceStartView } from "./Start";

const route = getRouteApi("/trace/$correlationId");

/** Everything under one correlation id. `eventPane` shows the event at a position in full; the app lends it. */
export function TraceView({ eventPane }: { eventPane: (position: string) => ReactNode }) {
  const { correlationId } = route.useParams();
  const { events } = useOpenStore();
  const { at: asOf, go } = useAsOf();
  const traced = { correlationId, asOf };
  const facts = useFacts(traced, events);
  const byNow = useEventsByNow(traced, events);
  const rest = useRest(traced, events, facts.data?.isWhole === false);
  if (facts.error)
    return <ErrorState message={toIpcError(facts.error).message} onRetry={() => void facts.refetch()} />;
  if (facts.data?.seen === 0 && asOf !== null && byNow.data?.count !== "0")
    return (
      <EmptyState
        title="Nothing of this operation had happened yet"
        actions={<Button onPress={() => go(null)}>Return to now</Button>}
      >
        {byNow.data && <p>{counted(byNow.data.count, "event")} of it came later.</p>}
      </EmptyState>
    );
  if (facts.data?.seen === 0) return <UnknownTrace correlationId={correlationId} />;
  const whole = facts.data?.isWhole ? { count: String(facts.data.seen), last: facts.data.last } : rest.data;
  return (
    <>
      <Header
        correlationId={correlationId}
        facts={facts.data}
        whole={whole}
        byNow={asOf === null ? undefined : byNow.data?.count}
      />
      <Events facts={facts.data} whole={whole} eventPane={eventPane} />
    </>
  );
}

function Events({
  facts,
  whole,
  eventPane,
}: {
  facts: Facts | undefined;
  whole: { count: string; last: Facts["last"] } | undefined;
  eventPane: (position: string) => ReactNode;
}) {
  const { correlationId } = route.useParams();
  const { sel } = route.useSearch();
  const navigate = useNavigate({ from: "/trace/$correlationId" });
  const ipc = useIpc();
  const { events } = useOpenStore();
  const { at: asOf } = useAsOf();
  const source = useMemo(
    () => traceSource(ipc, { correlationId, asOf }, events),
    [ipc, correlationId, asOf, events],
  );
  const isOneDay = useIsOneDay(facts?.first?.instant, whole?.last?.instant);
  const last = whole?.last?.position ?? "";
  const isNarrow = sel !== undefined;
  const { columns, minWidth } = useMemo(
    () => traceColumns({ facts, last, isOneDay, isNarrow }),
    [facts, last, isOneDay, isNarrow],
  );
  const select = ({ event }: TraceRow) =>
    // Walking through rows is no step to go back over, but the first selection is.
    void navigate({ search: { sel: event.position }, replace: sel !== undefined });
  const open = ({ event }: TraceRow) =>
    void navigate({ to: "/aggregates/$id", params: { id: event.aggregateId }, search: { v: event.version } });
  return (
    <Panes name="event" label="Event" width={400} side={sel === undefined ? null : eventPane(sel)}>
      <DataGrid
        label="Events of the trace"
        source={source}
        columns={columns}
        minWidth={minWidth}
        total={whole === undefined ? null : Number(whole.count)}
        selected={sel ?? null}
        onSelect={select}
        onActivate={open}
        failureText={(failure) => toIpcError(failure).message}
        empty={<UnknownTrace correlationId={correlationId} />}
      />
    </Panes>
  );
}

/** Whether the days need not be told apart row by row. */
function useIsOneDay(first: string | null | undefined, last: string | null | undefined): boolean {
  const zone = useZone();
  if (!first || !last) return false;
  return instantText(first, zone, "seconds")?.date === instantText(last, zone, "seconds")?.date;
}
