import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, type ReactNode, useMemo } from "react";
import type { TraceDto } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";
import { Button, Panes, Segmented, TreeGrid, useAsOf, useCursor } from "@/shared/ui";
import { Offset, traceColumns, What } from "./columns";
import { DrawnTree } from "./DrawnTree";
import { LANES_BY, type LanesBy, lanesOf } from "./lanes";
import { selectedNode, selectionOf, type TraceSearch } from "./model";
import { NodePane } from "./NodePane";
import { nextInTime, timingOf } from "./order";
import { Swimlanes } from "./Swimlanes";
import { microsBetween } from "./span";
import styles from "./Trace.module.css";
import type { TraceLine } from "./tree";
import { useFolds } from "./useFolds";

const route = getRouteApi("/trace/$correlationId");
const BY_WORDS: Record<LanesBy, string> = { aggregate: "Aggregates", actor: "Actors", source: "Sources" };

/** What caused what: the swimlanes, the tree, and what is selected in both. */
export function TreePane({
  trace,
  eventPane,
}: {
  trace: TraceDto;
  eventPane: (position: string) => ReactNode;
}) {
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/trace/$correlationId" });
  const { by = "aggregate" } = search;
  const asOf = useAsOf().at;
  const lanes = useMemo(() => lanesOf(trace, by), [trace, by]);
  const timing = useMemo(() => timingOf(trace), [trace]);
  const selected = useMemo(() => selectedNode(trace, search), [trace, search]);
  const folds = useFolds(trace, search.alike !== "apart", selected);
  const isNarrow = selected !== null;
  const { toggle } = folds;
  const of = { trace, lanes, timing, isNarrow, onToggle: toggle };
  const { columns, minWidth } = traceColumns(of);
  const now = asOf === null ? null : microsBetween(trace.facts.firstAt, asOf);
  const isLater = (node: number) => now !== null && (timing.offsets[node] ?? -Infinity) > now;
  const lineClass = ({ node }: TraceLine) => (isLater(node) ? styles.later : undefined);
  const cursor = useCursor(selected);
  const select = (node: number) => {
    cursor.current = node;
    const change = ({ sel: _sel, node: _node, ...last }: TraceSearch) => ({
      ...last,
      ...selectionOf(trace, node),
    });
    // Walking through lines is no step to go back over, but the first selection is.
    void navigate({ search: change, replace: selected !== null });
  };
  const choose = (line: TraceLine) => {
    folds.stand(line);
    select(line.node);
  };
  const open = ({ node }: TraceLine) => {
    const { aggregate, version } = trace.nodes[node] ?? {};
    const id = trace.aggregates[aggregate ?? -1]?.aggregateId;
    if (id !== undefined && version != null)
      void navigate({ to: "/aggregates/$id", params: { id }, search: { v: version } });
  };
  const onKey = (event: KeyboardEvent) => {
    const key = event.key.toLowerCase();
    if (key !== "t" && key !== "a") return false;
    const from = cursor.current;
    const aggregate = from === null ? null : trace.nodes[from]?.aggregate;
    const belongs = (node: number) => key === "t" || trace.nodes[node]?.aggregate === aggregate;
    const next = nextInTime(timing, from, event.shiftKey ? -1 : 1, belongs);
    if (next !== null) select(next);
    return true;
  };
  return (
    <Panes
      name="event"
      label="Selected"
      width={400}
      side={selected === null ? null : <NodePane trace={trace} node={selected} eventPane={eventPane} />}
    >
      <Toolbar search={search} onFold={folds.foldAll} trace={trace} lines={folds.lines} />
      <Swimlanes
        trace={trace}
        lanes={lanes}
        timing={timing}
        foldsQuiet={search.quiet === "folded"}
        selected={selected}
        asOf={now}
        onSelect={select}
      />
      {now !== null && <Later trace={trace} isLater={isLater} />}
      {search.shape === "drawn" ? (
        <DrawnTree
          lines={folds.lines}
          selected={folds.standing}
          what={(line) => <What of={of} line={line} />}
          when={({ node }) => <Offset micros={timing.offsets[node] ?? null} node={trace.nodes[node]} />}
          lineClass={lineClass}
          onSelect={choose}
          onToggle={toggle}
          onActivate={open}
          onKey={onKey}
        />
      ) : (
        <TreeGrid
          label="Causes and effects"
          rows={folds.lines}
          columns={columns}
          minWidth={minWidth}
          selected={folds.standing}
          onSelect={choose}
          onToggle={toggle}
          onActivate={open}
          onKey={onKey}
          rowClass={lineClass}
        />
      )}
    </Panes>
  );
}

function Toolbar({
  search,
  onFold,
  trace,
  lines,
}: {
  search: TraceSearch;
  onFold: (isFolded: boolean) => void;
  trace: TraceDto;
  lines: readonly TraceLine[];
}) {
  const folded = trace.nodes.length - lines.filter(({ group }) => group === null).length;
  const navigate = useNavigate({ from: "/trace/$correlationId" });
  const change = (part: TraceSearch) => void navigate({ search: (last) => ({ ...last, ...part }) });
  return (
    <div className={styles.tools}>
      <Segmented
        label="Shape of the tree"
        choices={[
          { key: "lines", label: "Lines" },
          { key: "drawn", label: "Drawing" },
        ]}
        selected={search.shape ?? "lines"}
        onSelect={(shape) => change({ shape: shape === "drawn" ? shape : undefined })}
      />
      <Segmented
        label="A lane for each of the"
        choices={LANES_BY.map((key) => ({ key, label: BY_WORDS[key] }))}
        selected={search.by ?? "aggregate"}
        onSelect={(by) => change({ by: by === "aggregate" ? undefined : by })}
      />
      <Segmented
        label="Quiet stretches of time"
        choices={[
          { key: "shown", label: "All time" },
          { key: "folded", label: "Fold quiet" },
        ]}
        selected={search.quiet ?? "shown"}
        onSelect={(quiet) => change({ quiet: quiet === "folded" ? quiet : undefined })}
      />
      <Segmented
        label="Siblings that are alike"
        choices={[
          { key: "grouped", label: "Group alike" },
          { key: "apart", label: "One by one" },
        ]}
        selected={search.alike ?? "grouped"}
        onSelect={(alike) => change({ alike: alike === "apart" ? alike : undefined })}
      />
      <span className={styles.shown} title="Commands, events and causes">
        {counted(trace.nodes.length, "entry", "entries")}
        {folded > 0 && `, ${grouped(folded)} folded away`}
      </span>
      <Button small variant="quiet" onPress={() => onFold(false)}>
        Unfold all
      </Button>
      <Button small variant="quiet" onPress={() => onFold(true)}>
        Fold all
      </Button>
    </div>
  );
}

/** How much of the operation had not happened at the instant that all views show. */
function Later({ trace, isLater }: { trace: TraceDto; isLater: (node: number) => boolean }) {
  const later = trace.nodes.filter(
    ({ kind, outside }, node) => kind === "event" && !outside && isLater(node),
  );
  if (later.length === 0) return null;
  return (
    <p className={styles.note}>
      {counted(later.length, "event")} of this operation had not happened yet; they are shown pale.
    </p>
  );
}
