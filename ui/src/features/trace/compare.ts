import type { TraceComparisonDto, TracePairDto } from "@/ipc";
import type { TreeGridRow } from "@/shared/ui";

/** A line of two operations beside each other. */
export interface PairLine extends TreeGridRow {
  pair: TracePairDto;
}

/** Whether both sides have the line. */
export function isBoth({ left, right }: TracePairDto): boolean {
  return left !== null && right !== null;
}

/** The lines that can be seen; of those that differ, what they hang from is shown too. */
export function pairLines(
  { pairs }: Pick<TraceComparisonDto, "pairs">,
  closed: ReadonlySet<string>,
  onlyDifferences: boolean,
): PairLine[] {
  const ends = endsOf(pairs);
  const wanted = onlyDifferences ? leadingToDifferences(pairs) : null;
  const lines: PairLine[] = [];
  const sets = [{ size: 0 }];
  for (let at = 0; at < pairs.length; ) {
    const pair = pairs[at];
    const end = ends[at] ?? at + 1;
    const set = sets[pair?.depth ?? 0];
    if (!pair || !set) break;
    if (wanted && !wanted[at]) {
      at = end;
      continue;
    }
    set.size += 1;
    const id = String(at);
    const isOpen = end > at + 1 ? !closed.has(id) : null;
    lines.push({ id, pair, level: pair.depth + 1, isOpen, set, place: set.size });
    if (isOpen) sets[pair.depth + 1] = { size: 0 };
    at = isOpen ? at + 1 : end;
  }
  return lines;
}

/** For each line the first one after it that does not hang from it. */
function endsOf(pairs: readonly TracePairDto[]): number[] {
  const ends = new Array<number>(pairs.length).fill(pairs.length);
  const open: number[] = [];
  pairs.forEach(({ depth }, at) => {
    for (let top = open.at(-1); top !== undefined && (pairs[top]?.depth ?? 0) >= depth; top = open.at(-1)) {
      ends[top] = at;
      open.pop();
    }
    open.push(at);
  });
  return ends;
}

function leadingToDifferences(pairs: readonly TracePairDto[]): boolean[] {
  const leads = pairs.map((pair) => !isBoth(pair));
  const above: number[] = [];
  pairs.forEach(({ depth }, at) => {
    above.length = depth;
    above[depth] = at;
    if (!leads[at]) return;
    // What is above a line that leads somewhere leads there already.
    for (let level = depth - 1; level >= 0 && !leads[above[level] ?? -1]; level -= 1) {
      const up = above[level];
      if (up !== undefined) leads[up] = true;
    }
  });
  return leads;
}
