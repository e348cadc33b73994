import type { TraceDto } from "@/ipc";
import { LANES_BY, type LanesBy } from "./lanes";

/** What a trace shows, as it stands in a link. */
export interface TraceSearch {
  /** The position of the selected event. */
  sel?: string;
  /** The id of the selected command, or of a cause that is missing. */
  node?: string;
  /** Of the selected event: the state around it, instead of the event itself. */
  pane?: "change";
  /** What the lanes stand for, where that is not the aggregates. */
  by?: Exclude<LanesBy, "aggregate">;
  /** Whether quiet stretches are folded. */
  quiet?: "folded";
  /** Whether alike siblings are shown one by one. */
  alike?: "apart";
  /** Whether the tree is a drawing instead of lines. */
  shape?: "drawn";
  /** Another look at the operation than its tree. */
  view?: "aggregates" | "compare";
  /** Of the aggregates: the selected one. */
  aggregate?: string;
  /** The operation that this one is compared with. */
  with?: string;
  /** Of a comparison: only the lines that differ. */
  only?: "differences";
}

/** Reads a link to a trace. */
export function readTraceSearch(search: Record<string, unknown>): TraceSearch {
  const { sel, by, view, pane, quiet, alike, shape, only } = search;
  const text = (key: "node" | "aggregate" | "with") => {
    const value = search[key];
    return typeof value === "string" && value !== "" ? { [key]: value } : {};
  };
  const lanes = LANES_BY.find((one) => one === by);
  return {
    ...(typeof sel === "string" && /^-?\d+$/.test(sel) ? { sel } : text("node")),
    ...(pane === "change" && { pane }),
    ...(lanes && lanes !== "aggregate" && { by: lanes }),
    ...(quiet === "folded" && { quiet }),
    ...(alike === "apart" && { alike }),
    ...(shape === "drawn" && { shape }),
    ...((view === "aggregates" || view === "compare") && { view }),
    ...text("aggregate"),
    ...text("with"),
    ...(only === "differences" && { only }),
  };
}

/** How a link names a node. */
export function selectionOf({ nodes }: TraceDto, node: number): Pick<TraceSearch, "sel" | "node"> {
  const { position, id } = nodes[node] ?? {};
  return position ? { sel: position } : id ? { node: id } : {};
}

/** The node that a link names; null where it names none. */
export function selectedNode({ nodes }: TraceDto, { sel, node }: TraceSearch): number | null {
  if (sel === undefined && node === undefined) return null;
  const found = nodes.findIndex(({ position, id }) =>
    sel === undefined ? id === node && position === null : position === sel,
  );
  return found < 0 ? null : found;
}

/** How many events of an operation had happened at an instant. */
export function happenedBy({ nodes }: TraceDto, instant: string): number {
  return nodes.filter(
    ({ kind, outside, instant: at }) => kind === "event" && !outside && at !== null && at <= instant,
  ).length;
}
