import { getRouteApi } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { type ComparedDto, type ComparedKind, toIpcError } from "@/ipc";
import { Button, DataGrid, EmptyState, ErrorState, type Feed, feedSource, Loading, Panes } from "@/shared/ui";
import styles from "./Compare.module.css";
import { COLUMNS, GRID_PX_MIN } from "./columns";
import { DiffPane } from "./DiffPane";
import { instantOf, linkOf, type Side, scopeOf } from "./model";
import { type Comparison, useComparison } from "./queries";
import { type Scope, ScopeFields } from "./ScopeFields";
import { SideFields } from "./SideFields";
import { Summary } from "./Summary";
import { useSides } from "./useSides";

const route = getRouteApi("/compare");

/** Which aggregates are not what they were, and the difference of the one that is selected. */
export function WorldView() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const sides = useSides();
  const { type, correlation } = search;
  const [scope, setScope] = useState<Scope>({ type, correlation });
  const [isMissing, setMissing] = useState(false);
  const compare = (from: Side, to: Side) => {
    const wanted = scope.correlation?.trim();
    setMissing(wanted === "");
    if (wanted === "") return;
    void navigate({
      search: (before) => ({
        ...before,
        from: linkOf(from),
        to: linkOf(to),
        type: scope.type,
        correlation: wanted,
        sel: undefined,
      }),
    });
  };
  const [from, to] = [instantOf(sides[0]), instantOf(sides[1])];
  return (
    <>
      <div className={styles.bar}>
        <SideFields key={JSON.stringify(sides)} sides={sides} takesVersions={false} onSides={compare}>
          <ScopeFields scope={scope} isMissing={isMissing} onScope={setScope} />
        </SideFields>
      </div>
      {from === null || to === null ? (
        <EmptyState title="A version belongs to one aggregate">
          Many aggregates are compared between two instants. Type them above.
        </EmptyState>
      ) : (
        <Compared sides={sides} from={from} to={to} />
      )}
    </>
  );
}

function Compared({ sides, from, to }: { sides: [Side, Side]; from: string; to: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { kind, sel } = search;
  const scope = useMemo(() => scopeOf(search), [search]);
  const comparison = useComparison(scope, from, to);
  const choose = (next: ComparedKind | undefined) =>
    void navigate({ search: (before) => ({ ...before, kind: next }) });
  if (comparison.failure !== null)
    return (
      <ErrorState
        title="These could not be compared"
        message={comparison.failure}
        onRetry={comparison.retry}
      />
    );
  return (
    <>
      <Summary comparison={comparison} scope={scope} from={from} to={to} kind={kind} onKind={choose} />
      <Panes
        name="compare"
        label="Difference"
        width={460}
        side={
          sel === undefined ? null : (
            <DiffPane id={sel} sides={sides} isOfOperation={scope.kind === "correlation"} />
          )
        }
      >
        <List comparison={comparison} kind={kind} sel={sel} />
      </Panes>
    </>
  );
}

function List({
  comparison,
  kind,
  sel,
}: {
  comparison: Comparison;
  kind: ComparedKind | undefined;
  sel: string | undefined;
}) {
  const navigate = route.useNavigate();
  const { feed, name, summary, isStopped, retry } = comparison;
  const source = useMemo(() => feed && rowsOf(feed, name, kind), [feed, name, kind]);
  const selected = feed?.rows.findIndex((row) => row.aggregateId === sel) ?? -1;
  if (!source) return <Loading label="Comparing…" />;
  const total = summary && (kind ? summary[kind] : summary.created + summary.changed + summary.deleted);
  return (
    <DataGrid
      label="Aggregates that differ"
      source={source}
      columns={COLUMNS}
      minWidth={GRID_PX_MIN}
      total={total}
      selected={selected < 0 ? null : String(selected)}
      onSelect={({ row }) =>
        void navigate({
          search: (before) => ({ ...before, sel: row.aggregateId }),
          replace: sel !== undefined,
        })
      }
      onActivate={({ row }) =>
        void navigate({ search: (before) => ({ ...before, aggregate: row.aggregateId, sel: undefined }) })
      }
      failureText={(failure) => toIpcError(failure).message}
      empty={
        isStopped ? (
          <EmptyState
            title="The comparison was stopped"
            actions={<Button onPress={retry}>Compare again</Button>}
          >
            Nothing had been found by then.
          </EmptyState>
        ) : (
          <EmptyState title={kind ? `None was ${kind}` : "Nothing is different"}>
            Between these two moments, no aggregate of this part of the store{" "}
            {kind ? `was ${kind}` : "changed"}.
          </EmptyState>
        )
      }
    />
  );
}

/** The rows of a comparison, or of those the ones of one kind. */
function rowsOf(feed: Feed<ComparedDto>, name: string, kind: ComparedKind | undefined) {
  return feedSource(feed, JSON.stringify([name, kind]), (row) => kind === undefined || row.kind === kind);
}
