import type { ChangeDto } from "@/ipc";
import { type JsonNode, pointerStep, tree } from "@/shared/lib/json";

/** One line of two states side by side. */
export interface AlignedRow {
  /** Unlike a path, this is another one for each of two equal keys. */
  id: string;
  level: number;
  label: string | null;
  path: string;
  /** What became of it: `within` where only something inside is another. */
  kind: ChangeDto["kind"] | "within" | "same";
  left: string | null;
  right: string | null;
  /** Where an element that moved stood before. */
  from: string | null;
}

/** Two states line by line, the same path on the same line; `null` where one of them makes no tree. */
export function aligned(left: string, right: string, changes: readonly ChangeDto[]): AlignedRow[] | null {
  const [old, now] = [tree(left), tree(right)];
  if (!old || !now) return null;
  const plan = planOf(changes);
  if (plan.set.has("")) return [leaf({ old, now, path: "", id: "", level: 1, kind: "changed" })];
  const rows: AlignedRow[] = [];
  walk({ old, now, path: "", id: "", level: 1 }, plan, rows);
  return rows;
}

interface Plan {
  set: ReadonlyMap<string, ChangeDto>;
  moved: ReadonlyMap<string, string>;
  gone: ReadonlySet<string>;
}

function planOf(changes: readonly ChangeDto[]): Plan {
  const set = new Map<string, ChangeDto>();
  const moved = new Map<string, string>();
  const gone = new Set<string>();
  for (const change of changes) {
    if (change.kind === "removed") gone.add(change.path);
    else if (change.kind === "moved") moved.set(change.path, lastStep(change.from ?? change.path));
    else set.set(change.path, change);
  }
  return { set, moved, gone };
}

/** Children that belong together; one of them is missing where something was added or removed. */
interface Pair {
  old: JsonNode | undefined;
  now: JsonNode | undefined;
  from?: string;
}

interface Place {
  old: JsonNode;
  now: JsonNode;
  path: string;
  id: string;
  level: number;
}

/** Adds the lines under a place; tells whether anything in it is another. */
function walk({ old, now, path, id, level }: Place, plan: Plan, rows: AlignedRow[]): boolean {
  const pairs = now.kind === "array" ? elements(old, now, path, plan) : entries(old, now);
  let isOther = false;
  pairs.forEach((pair, index) => {
    const at = { ...pair, path: `${path}/${stepOf(pair)}`, id: `${id}/${index}`, level };
    isOther = add(at, plan, rows) || isOther;
  });
  return isOther;
}

function add(
  { old, now, from, path, id, level }: Pair & { path: string; id: string; level: number },
  plan: Plan,
  rows: AlignedRow[],
): boolean {
  const only = now ?? old;
  if (!only) return false;
  if (!old || !now) {
    part(only, old ? "removed" : "added", { path, id, level }, rows);
    return true;
  }
  if (plan.set.has(path)) {
    rows.push(leaf({ old, now, path, id, level, kind: "changed" }));
    return true;
  }
  const row = leaf({ old, now, path, id, level, kind: "same" });
  rows.push(row);
  const isOther = walk({ old, now, path, id, level: level + 1 }, plan, rows);
  if (from !== undefined) Object.assign(row, { kind: "moved", from });
  else if (isOther) row.kind = "within";
  return isOther || from !== undefined;
}

/** A value that stands on one side only, and all that is in it. */
function part(
  node: JsonNode,
  kind: "added" | "removed",
  { path, id, level }: { path: string; id: string; level: number },
  rows: AlignedRow[],
) {
  const text = shown(node);
  const [left, right] = kind === "added" ? [null, text] : [text, null];
  rows.push({ id, level, label: node.label, path, kind, left, right, from: null });
  for (const [index, child] of node.children.entries())
    part(child, kind, { path: `${path}/${step(child)}`, id: `${id}/${index}`, level: level + 1 }, rows);
}

function leaf({ old, now, path, id, level, kind }: Place & { kind: AlignedRow["kind"] }): AlignedRow {
  return { id, level, label: now.label, path, kind, left: shown(old), right: shown(now), from: null };
}

/** Keys of either side: those of the old in their order, then the new ones. Of equal keys, the n-th goes with the n-th. */
function entries(old: JsonNode, now: JsonNode): Pair[] {
  const left = [...now.children];
  const kept = old.children.map((child): Pair => {
    const index = left.findIndex((other) => other.label === child.label);
    return { old: child, now: index < 0 ? undefined : left.splice(index, 1)[0] };
  });
  return [...kept, ...left.map((child): Pair => ({ old: undefined, now: child }))];
}

/** Elements in the order of now, each with what it was; those that are gone stand where they stood. */
function elements(old: JsonNode, now: JsonNode, path: string, plan: Plan): Pair[] {
  const movedFrom = now.children.map((child) => plan.moved.get(`${path}/${step(child)}`));
  const isTaken = new Set(movedFrom.filter((from) => from !== undefined));
  const stayed = old.children.filter(
    (child) => !plan.gone.has(`${path}/${step(child)}`) && !isTaken.has(step(child)),
  );
  const pairs: Pair[] = now.children.map((child, index) => {
    const from = movedFrom[index];
    if (from !== undefined) return { old: old.children[Number(from)], now: child, from };
    const isAdded = plan.set.get(`${path}/${step(child)}`)?.kind === "added";
    return { old: isAdded ? undefined : stayed.shift(), now: child };
  });
  for (const child of old.children) {
    if (!plan.gone.has(`${path}/${step(child)}`)) continue;
    pairs.splice(Math.min(pairs.length, Number(step(child))), 0, { old: child, now: undefined });
  }
  return pairs;
}

function stepOf({ old, now }: Pair): string {
  const node = now ?? old;
  return node ? step(node) : "";
}

function step(node: JsonNode): string {
  return pointerStep(node.label ?? "");
}

function lastStep(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A value on one line; of objects and arrays, how large they are. */
function shown(node: JsonNode): string {
  const size = node.children.length;
  if (node.kind === "object") return size === 0 ? "{}" : `{ ${size} ${size === 1 ? "key" : "keys"} }`;
  if (node.kind === "array") return size === 0 ? "[]" : `[ ${size} ${size === 1 ? "item" : "items"} ]`;
  return node.spelling;
}

/** Only the lines that tell of a difference, and what they are in. */
export function withoutSame(rows: readonly AlignedRow[]): AlignedRow[] {
  return rows.filter(({ kind }) => kind !== "same");
}
