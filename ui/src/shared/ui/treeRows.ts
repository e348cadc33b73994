import type { JsonNode } from "@/shared/lib/json";

/** A line of an unfolded tree. */
export interface TreeRow {
  /** Unlike a path, this is another one for each of two equal keys. */
  id: string;
  node: JsonNode;
  level: number;
  isOpen: boolean;
  parent: string | null;
  /** Which of the values beside it this is, from 1, and how many those are. */
  place: number;
  beside: number;
}

/** The lines that are in sight when the nodes in `closed` are folded. The root itself is no line. */
export function treeRows(root: JsonNode, closed: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const visit = (node: JsonNode, parent: string | null, level: number) => {
    node.children.forEach((child, index) => {
      const id = `${parent ?? ""}/${index}`;
      const isOpen = child.children.length > 0 && !closed.has(id);
      rows.push({ id, node: child, level, isOpen, parent, place: index + 1, beside: node.children.length });
      if (isOpen) visit(child, id, level + 1);
    });
  };
  if (root.children.length > 0) visit(root, null, 1);
  else rows.push({ id: "/", node: root, level: 1, isOpen: false, parent: null, place: 1, beside: 1 });
  return rows;
}

/** What a key press means in a tree: another line to stand on, or a line to fold or unfold. */
export type TreeStep = { kind: "go"; id: string } | { kind: "open" | "close"; id: string } | null;

/** What a key does on a line. */
export function treeStep(rows: readonly TreeRow[], current: string, key: string): TreeStep {
  const index = rows.findIndex((row) => row.id === current);
  const row = rows[index];
  if (!row) return null;
  const go = (to: TreeRow | undefined): TreeStep => (to ? { kind: "go", id: to.id } : null);
  const isFolded = row.node.children.length > 0 && !row.isOpen;
  if (key === "ArrowDown") return go(rows[index + 1]);
  if (key === "ArrowUp") return go(rows[index - 1]);
  if (key === "Home") return go(rows[0]);
  if (key === "End") return go(rows.at(-1));
  if (key === "ArrowRight")
    return isFolded ? { kind: "open", id: row.id } : row.isOpen ? go(rows[index + 1]) : null;
  if (key !== "ArrowLeft") return null;
  if (row.isOpen) return { kind: "close", id: row.id };
  return row.parent === null ? null : { kind: "go", id: row.parent };
}
