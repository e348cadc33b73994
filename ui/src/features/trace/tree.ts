import type { TraceDto } from "@/ipc";
import type { TreeGridRow } from "@/shared/ui";

/** So many alike siblings become one line. */
const GROUP_MIN = 3;

/** A line of the tree: one node, or a group of siblings that are alike. */
export interface TraceLine extends TreeGridRow {
  /** The node, or the first one of the group. */
  node: number;
  /** Of a group: how many siblings. */
  group: number | null;
}

/** What a person folded and unfolded, by the ids of lines. */
export interface Folds {
  /** Nodes are unfolded unless they stand here. */
  closed: ReadonlySet<string>;
  /** Groups are folded unless they stand here. */
  opened: ReadonlySet<string>;
  /** Whether alike siblings become groups at all. */
  isGrouped: boolean;
}

/** The id of a node's own line, and of the group that begins with it. */
export const nodeId = (node: number) => `n${node}`;
export const groupId = (node: number) => `g${node}`;

interface Siblings {
  /** The first node after them. */
  end: number;
  level: number;
  /** The first node of the group that they are, whose line stands above them already. */
  groupOf: number | null;
  set: { size: number };
}

/** The lines that can be seen, in order; what is folded away costs nothing. */
export function linesOf({ nodes, runs }: TraceDto, folds: Folds): TraceLine[] {
  const groups = new Map(folds.isGrouped ? runs.map((run) => [run.first, run]) : []);
  const lines: TraceLine[] = [];
  let at = 0;
  const stack: Siblings[] = [{ end: nodes.length, level: 1, groupOf: null, set: { size: 0 } }];
  const add = (id: string, group: number | null, isOpen: boolean | null, { level, set }: Siblings) => {
    set.size += 1;
    lines.push({ id, node: at, group, isOpen, level, set, place: set.size });
  };
  const below = (end: number, level: number, groupOf: number | null) =>
    stack.push({ end, level, groupOf, set: { size: 0 } });
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const node = nodes[at];
    if (at >= top.end || !node) {
      stack.pop();
      continue;
    }
    const run = at === top.groupOf ? undefined : groups.get(at);
    if (run && run.count >= GROUP_MIN) {
      const isOpen = folds.opened.has(groupId(at));
      add(groupId(at), run.count, isOpen, top);
      if (isOpen) below(run.end, top.level + 1, at);
      else at = run.end;
      continue;
    }
    const id = nodeId(at);
    const isOpen = node.size > 1 ? !folds.closed.has(id) : null;
    add(id, null, isOpen, top);
    const end = at + Math.max(1, node.size);
    if (isOpen) below(end, top.level + 1, null);
    at = isOpen ? at + 1 : end;
  }
  return lines;
}

/** The folds under which a node has a line of its own: all that holds it is unfolded. */
export function revealing({ nodes, runs }: TraceDto, folds: Folds, node: number): Folds {
  const closed = new Set(folds.closed);
  for (let at = nodes[node]?.parent ?? null; at !== null; at = nodes[at]?.parent ?? null)
    closed.delete(nodeId(at));
  const opened = new Set(folds.opened);
  for (const run of runs) if (run.first <= node && node < run.end) opened.add(groupId(run.first));
  return { ...folds, closed, opened };
}

/** All that can be folded, folded or unfolded. */
export function allFolded({ nodes, runs }: TraceDto, folds: Folds, isFolded: boolean): Folds {
  if (isFolded) {
    const branches = nodes.flatMap((node, at) => (node.size > 1 ? [nodeId(at)] : []));
    return { ...folds, closed: new Set(branches), opened: new Set() };
  }
  return { ...folds, closed: new Set(), opened: new Set(runs.map((run) => groupId(run.first))) };
}
