/** A line of a tree as far as keys and a screen reader need to know it. Lines come each before what hangs from it. */
export interface TreeGridRow {
  readonly id: string;
  /** From 1. */
  readonly level: number;
  /** Whether what hangs from it is shown; `null` where nothing does. */
  readonly isOpen: boolean | null;
  /** Its number among its siblings, from 1, and how many these are. */
  readonly place: number;
  readonly set: { readonly size: number };
}

/** What a key press means: another line to stand on, or a line to fold or unfold. */
export type GridStep = { kind: "go"; index: number } | { kind: "open" | "close"; index: number } | null;

/** What a key does on the line at an index, or with none chosen yet. `page` is how many lines a screen has. */
export function gridStep(
  rows: readonly TreeGridRow[],
  index: number | null,
  key: string,
  page: number,
): GridStep {
  const last = rows.length - 1;
  const go = (to: number): GridStep => ({ kind: "go", index: Math.max(0, Math.min(last, to)) });
  if (last < 0) return null;
  if (key === "Home") return go(0);
  if (key === "End") return go(last);
  const row = index === null ? undefined : rows[index];
  if (index === null || !row) return /^(Arrow(Down|Up)|Page(Down|Up))$/.test(key) ? go(0) : null;
  switch (key) {
    case "ArrowDown":
      return go(index + 1);
    case "ArrowUp":
      return go(index - 1);
    case "PageDown":
      return go(index + page);
    case "PageUp":
      return go(index - page);
    case "ArrowRight":
      if (row.isOpen === null) return null;
      return row.isOpen ? go(index + 1) : { kind: "open", index };
    case "ArrowLeft":
      return row.isOpen ? { kind: "close", index } : toParent(rows, index, row.level);
    default:
      return null;
  }
}

function toParent(rows: readonly TreeGridRow[], index: number, level: number): GridStep {
  for (let above = index - 1; above >= 0; above -= 1)
    if ((rows[above]?.level ?? level) < level) return { kind: "go", index: above };
  return null;
}

/** Where a list must begin, in lines, so that a line is in sight; the least way from where it is. */
export function topFor(index: number, top: number, inSight: number, count: number): number {
  const whole = Math.max(1, Math.floor(inSight));
  const most = Math.max(0, count - inSight);
  if (index >= top && index + 1 <= top + inSight) return Math.min(top, most);
  const isNear = Math.abs(index - top) < 2 * whole;
  const wanted = !isNear ? index - whole / 2 : index < top ? index : index + 1 - inSight;
  return Math.max(0, Math.min(most, wanted));
}
