import { type HierarchyNode, type HierarchyPointNode, hierarchy, tree } from "d3-hierarchy";
import type { TraceLine } from "./tree";

/** How far lines of one generation are apart, and generations, in pixels at full size. */
export const ROW_PX = 28;
export const COLUMN_PX = 252;
/** How wide a line is drawn. */
export const LEAF_PX = 220;
/** From a line to the trunk on which it hangs. */
export const TRUNK_PX = 16;

/** Where a line of the tree is drawn: its left edge and its middle. */
export interface Placed {
  line: TraceLine;
  x: number;
  y: number;
  /** The place of its cause among all that is drawn. */
  parent: number | null;
}

/** From a cause to its effects: a trunk, on which each effect hangs by a branch of its own. */
export interface Trunk {
  /** The cause. */
  from: number;
  x: number;
  top: number;
  bottom: number;
}

/** A tidy tree of the lines that can be seen, causes on the left. */
export interface Drawing {
  placed: readonly Placed[];
  trunks: readonly Trunk[];
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A line by its place; the root above all of them has none. */
type Branch = HierarchyNode<number>;
const ROOT = -1;

/** Lays the lines of a tree out, in the order in which they come. */
export function drawingOf(lines: readonly TraceLine[]): Drawing {
  const root = tree<number>().nodeSize([ROW_PX, COLUMN_PX])(branchesOf(lines));
  const placed: Placed[] = [];
  const trunks: Trunk[] = [];
  root.each((node) => {
    const line = lines[node.data];
    if (!line) return;
    const parent = node.parent === null || node.parent.data === ROOT ? null : node.parent.data;
    placed[node.data] = { line, x: node.y - COLUMN_PX, y: node.x, parent };
    const [first, last] = [node.children?.[0], node.children?.at(-1)];
    if (first && last) trunks.push(trunkOf(node, first, last));
  });
  return { placed, trunks, ...boundsOf(placed) };
}

function trunkOf(
  { data, x, y }: HierarchyPointNode<number>,
  first: { x: number },
  last: { x: number },
): Trunk {
  // The root that is not drawn takes a column of its own.
  return { from: data, x: y - TRUNK_PX, top: Math.min(x, first.x), bottom: Math.max(x, last.x) };
}

/**
 * All roots hang below one that is not drawn. The branches are linked here, since `hierarchy` counts the generations
 * below each of them anew, which takes the square of the length of a chain.
 */
function branchesOf(lines: readonly TraceLine[]): Branch {
  const root = branchOf(ROOT, null);
  const above = [root];
  lines.forEach(({ level }, index) => {
    above.length = Math.min(above.length, level);
    const parent = above.at(-1) ?? root;
    const branch = branchOf(index, parent);
    if (parent.children) parent.children.push(branch);
    else parent.children = [branch];
    above.push(branch);
  });
  return root;
}

function branchOf(index: number, parent: Branch | null): Branch {
  return Object.assign(hierarchy(index), { parent, depth: parent === null ? 0 : parent.depth + 1 });
}

function boundsOf(placed: readonly Placed[]) {
  let [top, bottom, right] = [0, 0, 0];
  for (const { x, y } of placed) {
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    right = Math.max(right, x);
  }
  return { left: 0, top: top - ROW_PX / 2, width: right + COLUMN_PX, height: bottom - top + ROW_PX };
}

/** What a key means in a drawing: another place to stand on, or a line to fold or unfold. */
export type DrawnStep = { kind: "go" | "toggle"; index: number } | null;

/** Left leads to the cause, right to the first effect, up and down to the next line of the same generation. */
export function drawnStep({ placed }: Drawing, index: number | null, key: string): DrawnStep {
  if (placed.length === 0) return null;
  if (key === "Home") return { kind: "go", index: 0 };
  if (key === "End") return { kind: "go", index: placed.length - 1 };
  const here = index === null ? undefined : placed[index];
  if (index === null || !here) return key.startsWith("Arrow") ? { kind: "go", index: 0 } : null;
  switch (key) {
    case "ArrowLeft":
      return here.parent === null ? null : { kind: "go", index: here.parent };
    case "ArrowRight":
      if (here.line.isOpen === null) return null;
      return here.line.isOpen ? { kind: "go", index: index + 1 } : { kind: "toggle", index };
    case "ArrowUp":
    case "ArrowDown":
      return alongside(placed, here, index, key === "ArrowUp" ? -1 : 1);
    case " ":
      return here.line.isOpen === null ? null : { kind: "toggle", index };
    default:
      return null;
  }
}

function alongside(placed: readonly Placed[], { line }: Placed, index: number, step: 1 | -1): DrawnStep {
  for (let at = index + step; placed[at]; at += step)
    if (placed[at]?.line.level === line.level) return { kind: "go", index: at };
  return null;
}
