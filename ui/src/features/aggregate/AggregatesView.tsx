import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type CatalogStatusDto, toIpcError, useAggregateTypes } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";
import { Button, DataGrid, EmptyState, Instant, Loading, look, Panes, SafeText, useAsOf } from "@/shared/ui";
import styles from "./AggregatesView.module.css";
import { aggregateColumns } from "./aggregateColumns";
import { DirectoryBar } from "./DirectoryBar";
import { type DirectorySearch, has, isPlain, PART_NAMES, sortedBy, withValues } from "./directory";
import { lookedWords } from "./looked";
import type { AggregatesSearch } from "./model";
import { TypeList } from "./TypeList";
import { totals } from "./typeCounts";
import { useAggregateList, useSelected } from "./useAggregateList";

const route = getRouteApi("/aggregates");
const GRID_WIDTH_MIN = "calc(854px + 2 * var(--zone-width))";

/** The list of aggregates, by type: in any order and under any filter, once the catalog has read the store. */
export function AggregatesView(): ReactNode {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { at: asOf } = useAsOf();
  const types = useAggregateTypes(asOf);
  const list = useAggregateList(search, asOf);
  const change = (next: AggregatesSearch) => void navigate({ search: (before) => ({ ...before, ...next }) });
  const { all, ofType } = totals(types.data, search.type);
  const fitting = isFiltered(list.had) ? list.total : ofType;
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
          {title(all, fitting, list.had)}
          {asOf !== null && " by then"}
        </h2>
        {list.lister === "catalog" ? (
          <>
            <Looking status={list.status} />
            <DirectoryBar search={search} onChange={change} />
          </>
        ) : (
          <Words search={search} asOf={asOf} status={list.status} />
        )}
      </div>
      {list.lister === null ? (
        <Loading label="Looking for the catalog…" />
      ) : (
        <AggregateGrid list={list} total={fitting} onChange={change} />
      )}
    </Panes>
  );
}

/** Why the list has one order only. */
function Words({
  search,
  asOf,
  status,
}: {
  search: DirectorySearch;
  asOf: string | null;
  status: CatalogStatusDto | undefined;
}) {
  if (status === undefined) return null;
  const wanted = isPlain(search) ? "" : ", without the filter and order of the link";
  if (asOf !== null)
    return (
      <span className={styles.words}>
        In the past they are listed as they began{wanted}; which are deleted is told for now only
      </span>
    );
  return (
    <span className={styles.words} role="status">
      Listed as they began{wanted}; other orders and filters come once the catalog has read the store
      {progress(status)}
    </span>
  );
}

/** How many were looked at, whether they are deleted, as long as some were not. */
function Looking({ status }: { status: CatalogStatusDto | undefined }) {
  const words = status && lookedWords(status.marks);
  return words ? (
    <span className={styles.words} role="status">
      {words}
    </span>
  ) : null;
}

function progress({ known, total, phase }: CatalogStatusDto): string {
  const share = Number(total) === 0 ? 0 : Number(known) / Number(total);
  return phase === "building" ? ` (${Math.min(99, Math.floor(share * 100))}%)` : "";
}

function AggregateGrid({
  list: { source, lister, had: search },
  total,
  onChange,
}: {
  list: ReturnType<typeof useAggregateList>;
  total: number | null;
  onChange: (search: AggregatesSearch) => void;
}) {
  const navigate = route.useNavigate();
  const { at: asOf } = useAsOf();
  const [selected, select] = useSelected(
    source,
    search.sel,
    (sel) => void navigate({ search: (before) => ({ ...before, sel }), replace: true }),
  );
  const columns = aggregateColumns(
    search,
    { isOfType: search.type !== undefined, tellsDeleted: lister === "catalog" },
    (key) => lister === "catalog" || key === "began",
    (key) => onChange({ sort: undefined, dir: undefined, ...sortedBy(search, key) }),
  );
  return (
    <DataGrid
      label="Aggregates"
      source={source}
      columns={columns}
      minWidth={GRID_WIDTH_MIN}
      total={total}
      selected={selected}
      onSelect={select}
      onActivate={(row) => void navigate({ to: "/aggregates/$id", params: { id: row.aggregateId } })}
      empty={
        isFiltered(search) ? (
          <NoneFits onClear={() => onChange(withoutParts(search))} />
        ) : (
          <Nothing type={search.type ?? null} asOf={asOf} />
        )
      }
      failureText={(failure) => toIpcError(failure).message}
    />
  );
}

function isFiltered(search: DirectorySearch): boolean {
  return PART_NAMES.some((part) => has(search, part));
}

function withoutParts(search: AggregatesSearch): AggregatesSearch {
  return PART_NAMES.reduce((rest, part) => withValues(rest, part, []), search);
}

function NoneFits({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      title="No aggregate fits the filter"
      actions={<Button onPress={onClear}>Clear the filter</Button>}
    >
      Take away a part of the filter above, or widen its ranges.
    </EmptyState>
  );
}

function title(all: number | null, fitting: number | null, search: AggregatesSearch) {
  const { type } = search;
  if (all === null) return "Aggregates";
  if (fitting === null || (type === undefined && !isFiltered(search))) return counted(all, "aggregate");
  return (
    <>
      {grouped(fitting)} of {counted(all, "aggregate")}
      {type !== undefined && (
        <>
          : <SafeText text={type} />
        </>
      )}
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
