import type { ChangeDto } from "@/ipc";
import { type JsonNode, tree } from "@/shared/lib/json";

type Kind = ChangeDto["kind"];

/** What an event did at a line of a state's tree. */
export type Mark =
  /** Something was done to exactly this value; `old` is what stood there, as JSON text. */
  | { kind: Exclude<Kind, "moved">; old: string | null }
  /** This element stood elsewhere; so many changes lie beneath it. */
  | { kind: "moved"; from: string; count: number }
  /** This value is part of one to which something was done. */
  | { kind: "part"; of: Kind }
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
  /** Where an element stood that moved, by its path now. */
  moved: Map<string, string>;
  /** What was removed, by the path of what held it. */
  gone: Map<string, ChangeDto[]>;
}

function planOf(changes: readonly ChangeDto[]): Plan {
  const plan: Plan = { standing: new Map(), moved: new Map(), gone: new Map() };
  for (const change of changes) {
    if (change.kind === "moved") plan.moved.set(change.path, change.from ?? change.path);
    else if (change.kind !== "removed") plan.standing.set(change.path, change);
    else {
      const parent = parentOf(change.path);
      const gone = plan.gone.get(parent);
      if (gone) gone.push(change);
      else plan.gone.set(parent, [change]);
    }
  }
  return plan;
}

function marked(
  node: JsonNode,
  partOf: Kind | null,
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
  const from = plan.moved.get(node.path);
  if (change && change.kind !== "moved") marks.set(made, { kind: change.kind, old: change.old });
  else if (from !== undefined) marks.set(made, { kind: "moved", from, count });
  else if (partOf) marks.set(made, { kind: "part", of: partOf });
  else if (count > 0) marks.set(made, { kind: "within", count });
  return { node: made, count: change ? 1 : count + (from === undefined ? 0 : 1) };
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
export function changeCounts(changes: readonly ChangeDto[]): { kind: Kind; count: number }[] {
  return (["added", "changed", "moved", "removed"] as const)
    .map((kind) => ({ kind, count: changes.filter((change) => change.kind === kind).length }))
    .filter(({ count }) => count > 0);
}
