import type { ChangeDto } from "@/ipc";
import { type JsonNode, tree } from "@/shared/lib/json";

/** What an event did at a line of a state's tree. */
export type Mark =
  /** Something was done to exactly this value; `old` is what stood there, as JSON text. */
  | { kind: ChangeDto["kind"]; old: string | null }
  /** This value is part of one to which something was done. */
  | { kind: "part"; of: ChangeDto["kind"] }
  /** So many changes lie beneath this value. */
  | { kind: "within"; count: number };

/** A state as a tree, what is no longer in it included, with what an event did to each line. */
export interface MarkedTree {
  root: JsonNode;
  marks: ReadonlyMap<JsonNode, Mark>;
}

/** Sets what an event removed back into the tree and marks what it did; `null` where the state makes no tree. */
export function markedTree(state: string, changes: readonly ChangeDto[]): MarkedTree | null {
  const root = tree(state);
  if (!root) return null;
  const marks = new Map<JsonNode, Mark>();
  const plan = planOf(changes);
  return { root: marked(root, null, plan, marks).node, marks };
}

interface Plan {
  /** What was added or changed, by path. */
  standing: Map<string, ChangeDto>;
  /** What was removed, by the path of what held it. */
  gone: Map<string, ChangeDto[]>;
}

function planOf(changes: readonly ChangeDto[]): Plan {
  const plan: Plan = { standing: new Map(), gone: new Map() };
  for (const change of changes) {
    if (change.kind !== "removed") plan.standing.set(change.path, change);
    else plan.gone.set(parentOf(change.path), [...(plan.gone.get(parentOf(change.path)) ?? []), change]);
  }
  return plan;
}

function marked(
  node: JsonNode,
  partOf: ChangeDto["kind"] | null,
  plan: Plan,
  marks: Map<JsonNode, Mark>,
): { node: JsonNode; count: number } {
  const change = plan.standing.get(node.path);
  const below = change?.kind ?? partOf;
  const living = node.children.map((child) => marked(child, below, plan, marks));
  const ghosts = (plan.gone.get(node.path) ?? []).map((removed) => ghost(removed, marks));
  const children = [...living.map((child) => child.node), ...ghosts];
  const made = { ...node, children };
  const count = living.reduce((sum, child) => sum + child.count, ghosts.length);
  if (change) marks.set(made, { kind: change.kind, old: change.old });
  else if (partOf) marks.set(made, { kind: "part", of: partOf });
  else if (count > 0) marks.set(made, { kind: "within", count });
  return { node: made, count: change ? 1 : count };
}

/** A value that no longer stands, as a line where it stood. */
function ghost({ path, old }: ChangeDto, marks: Map<JsonNode, Mark>): JsonNode {
  const text = old ?? "null";
  const value = tree(text) ?? { kind: "string", spelling: text, children: [], doubled: false };
  const children = value.children.map((child) => replanted(child, path, marks));
  const made: JsonNode = { ...value, path, label: lastStepOf(path), children };
  marks.set(made, { kind: "removed", old: null });
  return made;
}

function replanted(node: JsonNode, path: string, marks: Map<JsonNode, Mark>): JsonNode {
  const children = node.children.map((child) => replanted(child, path, marks));
  const made = { ...node, path: path + node.path, children };
  marks.set(made, { kind: "part", of: "removed" });
  return made;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function lastStepOf(path: string): string {
  return path
    .slice(path.lastIndexOf("/") + 1)
    .replaceAll("~1", "/")
    .replaceAll("~0", "~");
}

/** How many changes there are of each kind; kinds without any are left out. */
export function changeCounts(changes: readonly ChangeDto[]): { kind: ChangeDto["kind"]; count: number }[] {
  return (["added", "changed", "moved", "removed"] as const)
    .map((kind) => ({ kind, count: changes.filter((change) => change.kind === kind).length }))
    .filter(({ count }) => count > 0);
}
