import type { AtDto, StateDto } from "@/ipc";
import { type DirectorySearch, readDirectorySearch } from "./directory";
import { type QuestionSearch, readQuestion } from "./question";
import { readWhatIf, type WhatIfSearch } from "./whatIf";

/** What the list of aggregates shows, as it stands in a link. */
export interface AggregatesSearch extends DirectorySearch {
  type?: string;
  /** The id of the selected aggregate. */
  sel?: string;
}

/** How a state is shown: as a tree with who set what unless this says otherwise. */
export type StateShow = "tree" | "changes" | "text";

/**
 * What the view of one aggregate shows, as it stands in a link: the latest state or a version's; what is
 * supposed of it; and what is asked about it.
 */
export interface AggregateSearch extends WhatIfSearch, QuestionSearch {
  v?: number;
  show?: StateShow;
}

/** Reads a link to the list. */
export function readAggregatesSearch(search: Record<string, unknown>): AggregatesSearch {
  const { type, sel } = search;
  return {
    ...(typeof type === "string" && type !== "" && { type }),
    ...readDirectorySearch(search),
    ...(typeof sel === "string" && sel !== "" && { sel }),
  };
}

/** Reads a link to one aggregate. */
export function readAggregateSearch(search: Record<string, unknown>): AggregateSearch {
  const { v, show } = search;
  const version = /^\d{1,9}$/.test(String(v)) ? Number(v) : null;
  return {
    ...(version !== null && { v: version }),
    ...((show === "tree" || show === "changes" || show === "text") && { show }),
    ...readWhatIf(search),
    ...readQuestion(search),
  };
}

/** Where an aggregate is looked at: at the instant that all views show, or at a version it had by then. */
export type Point = Exclude<AtDto, { kind: "instant" }>;

/** The point that a link means. */
export function pointOf({ v }: AggregateSearch): Point {
  return v === undefined ? { kind: "latest" } : { kind: "version", version: v };
}

/** The point as the backend is asked for it: what is the latest is a matter of the instant that all views show. */
export function askedAt(point: Point, asOf: string | null): AtDto {
  return point.kind === "latest" && asOf !== null ? { kind: "instant", instant: asOf } : point;
}

/** The part of a link that means a point in time. */
export function searchOf(point: Point): Pick<AggregateSearch, "v"> {
  return { v: point.kind === "version" ? point.version : undefined };
}

/** Names a point in time; equal names mean the same point. */
export function pointKey(point: AtDto): string {
  if (point.kind === "version") return `v${point.version}`;
  return point.kind === "instant" ? `at ${point.instant}` : "latest";
}

/** The point at a version; the last version is where the latest state is. */
export function pointAt(version: number, last: number): Point {
  return version >= last ? { kind: "latest" } : { kind: "version", version };
}

/** Which version a point means, where so many had happened. */
export function versionOf(point: Point, last: number): number {
  return point.kind === "latest" ? last : Math.min(point.version, last);
}

/** Which version a key leads to from another; `null` where the key means nothing here. 0 is before the first event. */
export function stepped(key: string, from: number, last: number): number | null {
  const leap = Math.max(2, Math.round(last / 20));
  const to: Record<string, number> = {
    ArrowLeft: from - 1,
    ArrowRight: from + 1,
    PageDown: from - leap,
    PageUp: from + leap,
    Home: Math.min(1, last),
    End: last,
  };
  const version = to[key];
  return version === undefined ? null : Math.max(0, Math.min(last, version));
}

/** The version whose state is shown: where folding stopped, the last good one. */
export function shownVersion({ version, error }: StateDto): number {
  return error ? Math.max(0, error.version - 1) : version;
}

/** How much of a history had happened at the instant that all views show. */
export interface Extent {
  /** `null` is now. */
  asOf: string | null;
  /** The last version by then. */
  last: number;
  /** The last version of all. */
  total: number;
}

/** What a version is compared with at first: a past one with the latest, the latest with the one before. */
export function comparedWith(version: number, last: number): { from: string; to?: string } {
  if (version < last) return { from: `v${version}` };
  return { from: `v${Math.max(0, last - 1)}`, to: `v${last}` };
}

/** What is to be said about the point in time that is shown. */
export type Standing =
  | { kind: "latest"; last: number }
  | { kind: "past"; version: number; last: number }
  | { kind: "beyond"; version: number; last: number }
  | { kind: "beforeFirst"; instant: string | null }
  | { kind: "asOf"; instant: string; version: number; total: number };

/** Where a point stands in a history. */
export function standing(point: Point, { asOf, last, total }: Extent): Standing {
  if (point.kind === "version" && point.version > last)
    return { kind: "beyond", version: point.version, last };
  const version = versionOf(point, last);
  if (point.kind === "version" && version < last)
    return version === 0 ? { kind: "beforeFirst", instant: null } : { kind: "past", version, last };
  if (asOf === null) return { kind: "latest", last };
  return last === 0
    ? { kind: "beforeFirst", instant: asOf }
    : { kind: "asOf", instant: asOf, version, total };
}

/** Why a state has no changes to show; `null` where it has some. Those of a supposed state are from the real one. */
export function whyUnchanged({ version, changes, error }: StateDto, isSupposed = false): string | null {
  if (isSupposed) return changes.length === 0 ? "The same as what really was." : null;
  if (error) return "Folding stopped before this event was done; what it changes is not known.";
  if (version === 0) return "Nothing had happened yet: the state is empty.";
  return changes.length === 0 ? "This event left the state as it was." : null;
}
