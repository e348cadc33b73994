import type { TypeCountDto } from "@/ipc";

/** More types than this are not listed: the list would be no help. */
export const LISTED_MAX = 300;

/** A line of the list of types; `type` is `null` on the one for all of them. */
export interface TypeLine {
  key: string;
  type: string | null;
  count: number;
  /** Which part of all aggregates it has, from 0 to 1. */
  share: number;
}

/** The lines of the list: all types, then each, the most frequent first. */
export function typeLines(types: readonly TypeCountDto[]): TypeLine[] {
  const sorted = [...types].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
  const all = { key: "all", type: null, count: sum(types), share: 1 };
  const each = sorted.slice(0, LISTED_MAX).map(({ name, count }) => ({
    key: `type ${name}`,
    type: name,
    count,
    share: count / Math.max(1, all.count),
  }));
  return [all, ...each];
}

/** How many aggregates there are, and how many of a type; `null` while that is not known. */
export function totals(types: readonly TypeCountDto[] | undefined, type: string | undefined) {
  if (!types) return { all: null, ofType: null };
  const all = sum(types);
  const ofType = type === undefined ? all : sum(types.filter(({ name }) => name === type));
  return { all, ofType };
}

function sum(types: readonly TypeCountDto[]): number {
  return types.reduce((total, { count }) => total + count, 0);
}
