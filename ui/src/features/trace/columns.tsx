import { CornerDownRight, TriangleAlert } from "lucide-react";
import type { TraceDto, TraceNodeDto } from "@/ipc";
import { grouped } from "@/shared/lib/number";
import { AggregateName, Badge, type Column, SafeText, TreeCell } from "@/shared/ui";
import { LaneLetter } from "./LaneLetter";
import { aggregateOf, type Lanes } from "./lanes";
import type { Timing } from "./order";
import { offsetText } from "./span";
import styles from "./Trace.module.css";
import type { TraceLine } from "./tree";

/** What the columns of the tree depend on. */
export interface ColumnsOf {
  trace: TraceDto;
  lanes: Lanes;
  timing: Timing;
  /** Whether an event stands open beside the tree and tells what is left out here. */
  isNarrow: boolean;
  onToggle: (line: TraceLine, isOpen: boolean) => void;
}

/** The columns of the tree, and the width below which they scroll sideways. */
export function traceColumns(of: ColumnsOf): { columns: Column<TraceLine>[]; minWidth: number } {
  const { trace, timing, isNarrow, onToggle } = of;
  const nodeOf = (line: TraceLine) => trace.nodes[line.node];
  const columns: Column<TraceLine>[] = [
    {
      key: "what",
      header: "What happened",
      width: "minmax(280px, 2fr)",
      cell: (line) => (
        <TreeCell row={line} onToggle={(isOpen) => onToggle(line, isOpen)}>
          <What of={of} line={line} />
        </TreeCell>
      ),
    },
    {
      key: "offset",
      header: "Since start",
      width: "104px",
      align: "end",
      cell: ({ node }) => <Offset micros={timing.offsets[node] ?? null} node={trace.nodes[node]} />,
    },
    {
      key: "aggregate",
      header: "Aggregate",
      width: "minmax(120px, 1.2fr)",
      cell: (line) => {
        const node = nodeOf(line);
        const aggregate = node && line.group === null ? aggregateOf(trace, node) : null;
        if (!aggregate) return <span className={styles.minor}>{line.group === null ? "–" : "several"}</span>;
        return <AggregateName type={aggregate.aggregateType} id={aggregate.aggregateId} />;
      },
    },
    {
      key: "version",
      header: "v",
      width: "52px",
      align: "end",
      cell: (line) => (line.group === null ? grouped(nodeOf(line)?.version ?? "") : ""),
    },
    {
      key: "actor",
      header: "Actor",
      width: "minmax(100px, 0.8fr)",
      cell: (line) => <SafeText text={trace.actors[nodeOf(line)?.actor ?? -1] ?? "–"} />,
    },
    {
      key: "position",
      header: "#",
      width: "84px",
      align: "end",
      cell: (line) => (
        <span className={styles.minor}>
          {line.group === null ? grouped(nodeOf(line)?.position ?? "–") : ""}
        </span>
      ),
    },
  ];
  if (!isNarrow) return { columns, minWidth: 780 };
  return { columns: columns.filter(({ key }) => key !== "actor"), minWidth: 640 };
}

/** How long after the beginning a node came. */
export function Offset({ micros, node }: { micros: number | null; node: TraceNodeDto | undefined }) {
  if (micros !== null) return <span className={styles.minor}>{offsetText(micros)}</span>;
  return <span className={styles.minor}>{node?.kind === "missing" ? "–" : "unknown"}</span>;
}

/** What a line tells of: the kind of node, its name, and what is out of the ordinary. */
export function What({ of: { trace, lanes }, line }: { of: ColumnsOf; line: TraceLine }) {
  const node = trace.nodes[line.node];
  if (!node) return null;
  const lane = lanes.of[line.node] ?? null;
  const letter = lane === null ? undefined : lanes.lanes[lane]?.letter;
  return (
    <>
      {node.kind === "command" && (
        <CornerDownRight size={13} aria-label="Command" className={styles.command} />
      )}
      {node.kind === "missing" && <TriangleAlert size={13} aria-hidden className={styles.alert} />}
      {node.kind === "event" && lane !== null && letter && line.group === null && (
        <LaneLetter letter={letter} lane={lane} />
      )}
      {line.group !== null && <span className={styles.times}>{grouped(line.group)} ×</span>}
      {node.kind === "missing" ? (
        <>
          <span className={styles.gap}>A cause that is not in this store</span>{" "}
          <SafeText text={node.id ?? ""} className={styles.outside} />
        </>
      ) : (
        <SafeText
          text={trace.types[node.name ?? -1] ?? ""}
          className={node.kind === "event" ? styles.type : styles.asked}
        />
      )}
      {line.group !== null && node.size > 1 && <span className={styles.minor}>and what follows</span>}
      {line.group === null && <Remark node={node} trace={trace} />}
    </>
  );
}

/** What is out of the ordinary about a node, in words. */
function Remark({ node, trace }: { node: TraceNodeDto; trace: TraceDto }) {
  if (node.link === "itself") return <Badge tone="danger">names itself as its cause</Badge>;
  if (node.link === "cycle") {
    const position = trace.nodes[node.cycle ?? -1]?.position;
    return (
      <Badge tone="danger">
        cause follows from it{position ? `: # ${grouped(position)}` : ""}, not followed
      </Badge>
    );
  }
  return node.outside ? <Badge>another operation</Badge> : null;
}
