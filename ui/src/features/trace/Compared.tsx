import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { TraceComparisonDto, TraceDto } from "@/ipc";
import { grouped } from "@/shared/lib/number";
import {
  Button,
  type Column,
  EmptyState,
  IdText,
  SafeText,
  Segmented,
  TreeCell,
  TreeGrid,
} from "@/shared/ui";
import { isBoth, type PairLine, pairLines } from "./compare";
import { aggregateOf } from "./lanes";
import { lengthText, microsBetween, offsetText } from "./span";
import styles from "./Trace.module.css";

const route = getRouteApi("/trace/$correlationId");

/** Two operations beside each other, line by line. */
export function Compared({
  comparison,
  onChooseAnother,
}: {
  comparison: TraceComparisonDto;
  onChooseAnother: () => void;
}) {
  const { only } = route.useSearch();
  const navigate = useNavigate({ from: "/trace/$correlationId" });
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<string | null>(null);
  const { left, right, both, onlyLeft, onlyRight } = comparison;
  const lines = useMemo(() => pairLines(comparison, closed, only !== undefined), [comparison, closed, only]);
  const toggle = (line: PairLine, isOpen: boolean) => {
    const next = new Set(closed);
    if (isOpen) next.delete(line.id);
    else next.add(line.id);
    setClosed(next);
  };
  return (
    <>
      <div className={styles.tools}>
        <Segmented
          label="Which lines"
          choices={[
            { key: "all", label: "All" },
            { key: "differences", label: "Only differences" },
          ]}
          selected={only ?? "all"}
          onSelect={(key) =>
            void navigate({
              search: (last) => ({ ...last, only: key === "differences" ? key : undefined }),
            })
          }
        />
        <span className={styles.told}>
          {grouped(both)} in both, {grouped(onlyLeft)} only here, {grouped(onlyRight)} only there. Took{" "}
          {lengthText(left.facts.durationMicros) ?? "an unknown time"} here,{" "}
          {lengthText(right.facts.durationMicros) ?? "an unknown time"} there.
        </span>
        <Link to="/trace/$correlationId" params={{ correlationId: right.correlationId }}>
          Open the other one
        </Link>
        <Button small variant="quiet" onPress={onChooseAnother}>
          Choose another
        </Button>
      </div>
      {lines.length === 0 ? (
        <EmptyState title="No difference">Both have the same causes and effects.</EmptyState>
      ) : (
        <TreeGrid
          label="Both operations"
          rows={lines}
          columns={columnsOf(comparison, toggle)}
          minWidth={860}
          selected={selected}
          onSelect={({ id }) => setSelected(id)}
          onToggle={toggle}
          rowClass={({ pair }) => (isBoth(pair) ? undefined : styles.differs)}
        />
      )}
    </>
  );
}

function columnsOf(
  { left, right }: TraceComparisonDto,
  onToggle: (line: PairLine, isOpen: boolean) => void,
): Column<PairLine>[] {
  return [
    {
      key: "left",
      header: "This operation",
      width: "minmax(280px, 1fr)",
      cell: (line) => (
        <TreeCell row={line} onToggle={(isOpen) => onToggle(line, isOpen)}>
          <Side trace={left} node={line.pair.left} other="there" />
        </TreeCell>
      ),
    },
    {
      key: "leftOffset",
      header: "Since start",
      width: "104px",
      align: "end",
      cell: ({ pair }) => <Offset trace={left} node={pair.left} />,
    },
    {
      key: "delay",
      header: "The other came",
      width: "128px",
      cell: ({ pair }) => <span className={styles.delay}>{delayText(pair.delayMicros)}</span>,
    },
    {
      key: "rightOffset",
      header: "Since start",
      width: "104px",
      align: "end",
      cell: ({ pair }) => <Offset trace={right} node={pair.right} />,
    },
    {
      key: "right",
      header: "The other one",
      width: "minmax(240px, 1fr)",
      cell: ({ pair }) => <Side trace={right} node={pair.right} other="here" />,
    },
  ];
}

function delayText(micros: string | null): string {
  if (micros === null) return "";
  const text = offsetText(BigInt(micros));
  return text === "+0"
    ? "at the same time"
    : `${text.slice(1)} ${text.startsWith("+") ? "later" : "earlier"}`;
}

function Side({ trace, node: at, other }: { trace: TraceDto; node: number | null; other: "here" | "there" }) {
  const node = at === null ? undefined : trace.nodes[at];
  if (!node) return <span className={styles.lacks}>only {other}</span>;
  const aggregate = aggregateOf(trace, node);
  return (
    <span className={styles.side}>
      {node.kind === "missing" ? (
        <span className={styles.gap}>A cause that is not in this store</span>
      ) : (
        <SafeText
          text={trace.types[node.name ?? -1] ?? ""}
          className={node.kind === "event" ? styles.type : styles.asked}
        />
      )}
      {node.kind === "command" && <span className={styles.minor}>command</span>}
      {aggregate && <IdText id={aggregate.aggregateId} className={styles.outside} />}
    </span>
  );
}

function Offset({ trace, node: at }: { trace: TraceDto; node: number | null }) {
  const micros = at === null ? null : microsBetween(trace.facts.firstAt, trace.nodes[at]?.instant ?? null);
  return <span className={styles.minor}>{micros === null ? "" : offsetText(micros)}</span>;
}
