import { getRouteApi, Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { type AggregateSummaryDto, toIpcError, useAggregateTypes, useIpc, useOpenStore } from "@/ipc";
import { visible } from "@/shared/lib/hostile";
import { counted, grouped } from "@/shared/lib/number";
import { useSettled } from "@/shared/lib/useSettled";
import {
  Button,
  type Column,
  CopyableId,
  DataGrid,
  EmptyState,
  Instant,
  look,
  Panes,
  SafeText,
  Segmented,
  useAsOf,
} from "@/shared/ui";
import styles from "./AggregatesView.module.css";
import type { AggregatesSearch } from "./model";
import { aggregatesSource } from "./queries";
import { TypeList } from "./TypeList";
import { totals } from "./typeCounts";

const route = getRouteApi("/aggregates");

const COLUMNS: Column<AggregateSummaryDto>[] = [
  {
    key: "id",
    header: "Aggregate",
    width: "minmax(140px, 1.6fr)",
    cell: (row) => <CopyableId id={row.aggregateId} what="aggregate id" isTabStop={false} />,
  },
  {
    key: "type",
    header: "Type",
    width: "minmax(136px, 1fr)",
    cell: (row) => <Name text={row.aggregateType} />,
  },
  {
    key: "versions",
    header: "Versions",
    width: "74px",
    align: "end",
    cell: (row) => grouped(row.lastVersion),
  },
  {
    key: "began",
    header: "Began",
    width: "176px",
    cell: (row) => <Instant iso={row.firstAt} precision="minutes" />,
  },
  {
    key: "changed",
    header: "Last change",
    width: "176px",
    cell: (row) => <Instant iso={row.lastAt} precision="minutes" />,
  },
  {
    key: "event",
    header: "Last event",
    width: "minmax(150px, 1.2fr)",
    cell: (row) => <Name text={row.lastEventType} />,
  },
  {
    key: "open",
    header: <span className="visuallyHidden">Open</span>,
    width: "40px",
    cell: (row) => <Open row={row} />,
  },
];
/** Where one type is shown, its name stands above the list and not in every row. */
const COLUMNS_OF_TYPE = COLUMNS.filter(({ key }) => key !== "type");
const GRID_PX_MIN = 900;

/** The list of aggregates, by type, in the order in which they began. */
export function AggregatesView(): ReactNode {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { at: asOf } = useAsOf();
  const types = useAggregateTypes(asOf);
  const change = (next: Partial<AggregatesSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...next, sel: undefined }) });
  const { all, ofType } = totals(types.data, search.type);
  return (
    <Panes
      name="aggregate-types"
      label="Types of aggregates"
      at="start"
      width={200}
      min={160}
      max={480}
      side={<TypeList types={types} selected={search.type ?? null} onSelect={(type) => change({ type })} />}
    >
      <div className={styles.bar}>
        <h2 className={styles.count}>
          {title(all, ofType, search.type)}
          {asOf !== null && " by then"}
        </h2>
        <span className={styles.words}>Began</span>
        <Segmented
          label="Order"
          choices={[
            { key: "newest", label: "Newest first" },
            { key: "oldest", label: "Oldest first" },
          ]}
          selected={search.order ?? "newest"}
          onSelect={(key) => change({ order: key === "oldest" ? key : undefined })}
        />
      </div>
      <AggregateGrid search={search} total={ofType} />
    </Panes>
  );
}

function AggregateGrid({ search, total }: { search: AggregatesSearch; total: number | null }) {
  const ipc = useIpc();
  const { events } = useOpenStore();
  const navigate = route.useNavigate();
  const { at: asOf } = useAsOf();
  const { type = null, order } = search;
  const [selected, select] = useSettled(
    search.sel ?? null,
    (sel) => sel ?? "",
    (sel) => void navigate({ search: (before) => ({ ...before, sel: sel ?? undefined }), replace: true }),
  );
  const source = useMemo(
    () => aggregatesSource(ipc, type, order === "oldest" ? "oldestFirst" : "newestFirst", events, asOf),
    [ipc, type, order, events, asOf],
  );
  return (
    <DataGrid
      label="Aggregates"
      source={source}
      columns={type === null ? COLUMNS : COLUMNS_OF_TYPE}
      minWidth={GRID_PX_MIN}
      total={total}
      selected={selected}
      onSelect={(row) => select(row.firstPosition)}
      onActivate={(row) => void navigate({ to: "/aggregates/$id", params: { id: row.aggregateId } })}
      empty={<Nothing type={type} asOf={asOf} />}
      failureText={(failure) => toIpcError(failure).message}
    />
  );
}

function title(all: number | null, ofType: number | null, type: string | undefined) {
  if (all === null) return "Aggregates";
  if (type === undefined || ofType === null) return counted(all, "aggregate");
  return (
    <>
      {grouped(ofType)} of {counted(all, "aggregate")}: <SafeText text={type} />
    </>
  );
}

function Nothing({ type, asOf }: { type: string | null; asOf: string | null }) {
  const { go } = useAsOf();
  if (asOf !== null)
    return (
      <EmptyState
        title="None had begun yet"
        actions={<Button onPress={() => go(null)}>Return to now</Button>}
      >
        Shown is what there was at <Instant iso={asOf} precision="full" />.
      </EmptyState>
    );
  if (type === null)
    return (
      <EmptyState title="No aggregates yet">
        An aggregate is there as soon as it has its first event.
      </EmptyState>
    );
  const all = (
    <Link to="/aggregates" className={look({})}>
      All types
    </Link>
  );
  return (
    <EmptyState title="No aggregate of this type" actions={all}>
      This store has no aggregate of the type <SafeText text={type} />.
    </EmptyState>
  );
}

function Open({ row }: { row: AggregateSummaryDto }) {
  return (
    <Link
      to="/aggregates/$id"
      params={{ id: row.aggregateId }}
      aria-label={`Open ${visible(row.aggregateId)}`}
      tabIndex={-1}
      className={styles.open}
    >
      <ArrowRight size={14} aria-hidden />
    </Link>
  );
}

function Name({ text }: { text: string }) {
  return (
    <span title={visible(text)}>
      <SafeText text={text} />
    </span>
  );
}
