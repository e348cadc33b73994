import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { type TraceDto, type TracedAggregateDto, toIpcError } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";
import {
  type Column,
  CopyableId,
  DataGrid,
  EmptyState,
  IdText,
  type Listed,
  listSource,
  Panes,
  SafeText,
} from "@/shared/ui";
import { Difference } from "./Difference";
import node from "./Node.module.css";
import styles from "./Trace.module.css";

const route = getRouteApi("/trace/$correlationId");

const COLUMNS: Column<Listed<TracedAggregateDto>>[] = [
  {
    key: "type",
    header: "Type",
    width: "minmax(120px, 1fr)",
    cell: ({ item }) => <SafeText text={item.aggregateType} className={styles.type} />,
  },
  {
    key: "id",
    header: "Aggregate",
    width: "minmax(160px, 2fr)",
    cell: ({ item }) => <IdText id={item.aggregateId} />,
  },
  {
    key: "versions",
    header: "Version",
    width: "130px",
    cell: ({ item: { before, after } }) =>
      before === 0 ? `created → ${grouped(after)}` : `${grouped(before)} → ${grouped(after)}`,
  },
  { key: "events", header: "Events", width: "76px", align: "end", cell: ({ item }) => grouped(item.events) },
  {
    key: "others",
    header: "Of others between",
    width: "132px",
    align: "end",
    cell: ({ item }) => (item.others === 0 ? <span className={styles.minor}>–</span> : grouped(item.others)),
  },
];

/** The operation as a whole: which aggregates it changed, and how. */
export function AggregatesPane({ trace }: { trace: TraceDto }) {
  const { aggregate } = route.useSearch();
  const navigate = useNavigate({ from: "/trace/$correlationId" });
  const { aggregates, correlationId, facts } = trace;
  const source = useMemo(
    () => listSource(JSON.stringify([correlationId, facts.total]), aggregates),
    [aggregates, correlationId, facts.total],
  );
  const at = aggregates.findIndex(({ aggregateId }) => aggregateId === aggregate);
  const chosen = aggregates[at];
  return (
    <Panes
      name="difference"
      label="What the operation changed"
      width={460}
      side={chosen ? <Changed aggregate={chosen} /> : null}
    >
      <DataGrid
        label="Aggregates that the operation changed"
        source={source}
        columns={COLUMNS}
        minWidth={620}
        total={aggregates.length}
        selected={chosen ? String(at + 1) : null}
        onSelect={({ item }) =>
          void navigate({
            search: (last) => ({ ...last, aggregate: item.aggregateId }),
            replace: chosen !== undefined,
          })
        }
        onActivate={({ item }) =>
          void navigate({
            to: "/aggregates/$id",
            params: { id: item.aggregateId },
            search: { v: item.after },
          })
        }
        failureText={(failure) => toIpcError(failure).message}
        empty={<EmptyState title="The operation changed no aggregate" />}
      />
    </Panes>
  );
}

function Changed({
  aggregate: { aggregateId, aggregateType, before, after, others },
}: {
  aggregate: TracedAggregateDto;
}) {
  return (
    <div className={node.body}>
      <h2 className={node.title}>
        <SafeText text={aggregateType} /> from {before === 0 ? "nothing" : `version ${grouped(before)}`} to
        version {grouped(after)}
      </h2>
      <CopyableId id={aggregateId} what="aggregate id" />
      {others > 0 && (
        <p className={node.minor}>
          {counted(others, "event")} of other operations came in between: what they changed is among this too.
        </p>
      )}
      <p>
        <Link to="/aggregates/$id" params={{ id: aggregateId }} search={{ v: after }}>
          Open it as it was then
        </Link>
      </p>
      <Difference aggregateId={aggregateId} from={before} to={after} />
    </div>
  );
}
