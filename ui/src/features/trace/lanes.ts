import type { TraceDto, TraceNodeDto } from "@/ipc";

/** What a lane may stand for. */
export const LANES_BY = ["aggregate", "actor", "source"] as const;
export type LanesBy = (typeof LANES_BY)[number];

/** How many lanes there are at most; the last one is shared by all for whom there is none. */
export const LANES_MAX = 8;
/** What the lane is called that several share. */
export const SHARED_LETTER = "+";

/** A lane: one aggregate, actor or source, or all that have none of their own. */
export interface Lane {
  /** What it is called on screen: A, B, C … and + for the shared one. */
  letter: string;
  /** Its name; of the shared one, how many share it. */
  name: string;
  /** Of a lane of one aggregate: its type. */
  type: string | null;
  events: number;
}

/** The lanes of an operation, and the lane of each node; a node without one is not drawn. */
export interface Lanes {
  by: LanesBy;
  lanes: readonly Lane[];
  of: readonly (number | null)[];
}

/** Deals the nodes of an operation out among lanes, in the order in which the operation comes to them. */
export function lanesOf(trace: TraceDto, by: LanesBy): Lanes {
  const keys = trace.nodes.map((node) => keyOf(node, by));
  const order = new Map<number, number>();
  const events: number[] = [];
  for (const pass of ["own", "other"] as const) {
    keys.forEach((key, at) => {
      const node = trace.nodes[at];
      if (key === null || !node || isOwnEvent(node) !== (pass === "own")) return;
      if (!order.has(key)) order.set(key, order.size);
      if (pass === "own") events[order.get(key) ?? 0] = (events[order.get(key) ?? 0] ?? 0) + 1;
    });
  }
  const all = [...order.keys()];
  const own = all.length > LANES_MAX ? LANES_MAX - 1 : all.length;
  const lanes: Lane[] = all.slice(0, own).map((key, index) => ({
    letter: letterOf(index),
    ...nameOf(trace, key, by),
    events: events[index] ?? 0,
  }));
  if (all.length > own) {
    const rest = events.slice(own).reduce((sum, count) => sum + count, 0);
    lanes.push({ letter: SHARED_LETTER, name: String(all.length - own), type: null, events: rest });
  }
  const laneOf = (key: number | null) => (key === null ? null : Math.min(order.get(key) ?? 0, own));
  return { by, lanes, of: keys.map(laneOf) };
}

/** The aggregate of a node. */
export function aggregateOf({ aggregates, otherAggregates }: TraceDto, { aggregate }: TraceNodeDto) {
  if (aggregate === null) return null;
  return aggregates[aggregate] ?? otherAggregates[aggregate - aggregates.length] ?? null;
}

function isOwnEvent({ kind, outside }: TraceNodeDto): boolean {
  return kind === "event" && !outside;
}

function keyOf(node: TraceNodeDto, by: LanesBy): number | null {
  // A cause elsewhere may lie a year back: it is told in the tree, and has no place on this operation's axis.
  if (node.outside || node.kind === "missing") return null;
  return node[by];
}

function nameOf(trace: TraceDto, key: number, by: LanesBy): { name: string; type: string | null } {
  if (by === "actor") return { name: trace.actors[key] ?? "", type: null };
  if (by === "source") return { name: trace.sources[key] ?? "", type: null };
  const of = trace.aggregates[key] ?? trace.otherAggregates[key - trace.aggregates.length];
  return { name: of?.aggregateId ?? "", type: of?.aggregateType ?? "" };
}

function letterOf(lane: number): string {
  return String.fromCharCode("A".charCodeAt(0) + lane);
}
