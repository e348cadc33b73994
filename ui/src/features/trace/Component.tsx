import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { isCancelled, type TraceDto, toIpcError, useOpenStore } from "@/ipc";
import { grouped } from "@/shared/lib/number";
import { Button, EmptyState, ErrorState, Segmented, useAsOf } from "@/shared/ui";
import { AggregatesPane } from "./AggregatesPane";
import { ComparePane } from "./ComparePane";
import { Header } from "./Header";
import { happenedBy } from "./model";
import { useTrace } from "./queries";
import { UnknownTrace } from "./Start";
import styles from "./Trace.module.css";
import { TreePane } from "./TreePane";
import { Waiting } from "./Waiting";

export { TraceStartView } from "./Start";

const route = getRouteApi("/trace/$correlationId");

/** One business operation. `eventPane` shows the event at a position in full; the app lends it. */
export function TraceView({ eventPane }: { eventPane: (position: string) => ReactNode }) {
  const { correlationId } = route.useParams();
  const { view } = route.useSearch();
  const { events } = useOpenStore();
  const { data, error, progress, isFetching, refetch, stop } = useTrace(correlationId, events);
  const { at: asOf, go } = useAsOf();
  const happened = useMemo(() => (data && asOf !== null ? happenedBy(data, asOf) : null), [data, asOf]);
  if (error && toIpcError(error).code === "notFound") return <UnknownTrace correlationId={correlationId} />;
  if (error && !data && !isCancelled(error))
    return <ErrorState message={toIpcError(error).message} onRetry={() => void refetch()} />;
  return (
    <>
      <Header correlationId={correlationId} trace={data} happened={happened}>
        {data && happened !== 0 && <Looks trace={data} />}
      </Header>
      {view !== undefined && data && happened !== null && happened < data.facts.events && (
        <p className={styles.note}>This tells the whole operation, with what had not happened yet.</p>
      )}
      {happened === 0 ? (
        <EmptyState
          title="Nothing of this operation had happened yet"
          actions={<Button onPress={() => go(null)}>Return to now</Button>}
        />
      ) : data ? (
        <View trace={data} eventPane={eventPane} />
      ) : (
        <Waiting progress={progress} isFetching={isFetching} onStop={stop} onRetry={() => void refetch()} />
      )}
    </>
  );
}

/** The ways to look at the operation. */
function Looks({ trace }: { trace: TraceDto }) {
  const { view } = route.useSearch();
  const navigate = useNavigate({ from: "/trace/$correlationId" });
  return (
    <Segmented
      label="How to look at the operation"
      choices={[
        { key: "tree", label: "Causes and effects" },
        { key: "aggregates", label: `What it changed (${grouped(trace.aggregates.length)})` },
        { key: "compare", label: "Compare with another" },
      ]}
      selected={view ?? "tree"}
      onSelect={(key) =>
        void navigate({ search: (last) => ({ ...last, view: key === "tree" ? undefined : key }) })
      }
    />
  );
}

function View({ trace, eventPane }: { trace: TraceDto; eventPane: (position: string) => ReactNode }) {
  const { view } = route.useSearch();
  const key = trace.correlationId;
  if (view === "aggregates") return <AggregatesPane key={key} trace={trace} />;
  if (view === "compare") return <ComparePane key={key} trace={trace} />;
  return <TreePane key={key} trace={trace} eventPane={eventPane} />;
}
