import type { GridSource } from "./source";

/** A row of a list that is wholly at hand, with its number in it from 1. */
export interface Listed<T> {
  readonly item: T;
  readonly nth: number;
}

/** A list that is wholly at hand, as rows of a grid. Another list needs another name. */
export function listSource<T>(name: string, items: readonly T[]): GridSource<Listed<T>> {
  return {
    name,
    ascending: true,
    position: ({ nth }) => String(nth),
    ranks: {
      count: async () => items.length,
      rankOf: async (position) => Number(position) - 1,
      positionAt: async (rank) => String(rank + 1),
    },
    async load(direction, after, limit) {
      const forward = direction === "forward";
      const edge = after === null ? (forward ? 0 : items.length) : Number(after) - (forward ? 0 : 1);
      const at = Math.max(0, Math.min(items.length, edge));
      const [from, to] = forward ? [at, Math.min(items.length, at + limit)] : [Math.max(0, at - limit), at];
      const rows = items.slice(from, to).map((item, index) => ({ item, nth: from + index + 1 }));
      return forward ? { rows, isLast: to >= items.length } : { rows: rows.reverse(), isLast: from <= 0 };
    },
  };
}
