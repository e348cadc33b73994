import type { AtDto, StateDto } from "@/ipc";
import { readAsOf } from "./asOf";
import { type QuestionSearch, readQuestion } from "./question";
import { readWhatIf, type WhatIfSearch } from "./whatIf";

/** What the list of aggregates shows, as it stands in a link. */
export interface AggregatesSearch {
  type?: string;
  /** Those that began last come first unless this says otherwise. */
  order?: "oldest";
  /** The selected aggregate, by the position of its first event. */
  sel?: string;
}

/** How a state is shown: as a tree with who set what unless this says otherwise. */
export type StateShow = "tree" | "changes" | "text";

/**
 * What the view of one aggregate shows, as it stands in a link: the latest state, a version's, or an instant's; what
 * is supposed of it; and what is asked about it.
 */
export interface AggregateSearch extends WhatIfSearch, QuestionSearch {
  v?: number;
  at?: string;
  show?: StateShow;
}

/** Reads a link to the list. */
export function readAggregatesSearch(search: Record<string, unknown>): AggregatesSearch {
  const { type, order, sel } = search;
  return {
    ...(typeof type === "string" && type !== "" && { type }),
    ...(order === "oldest" && { order }),
    ...(typeof sel === "string" && /^-?\d+$/.test(sel) && { sel }),
  };
}

/** Reads a link to one aggregate. Where it names a version and an instant, the version counts. */
export function readAggregateSearch(search: Record<string, unknown>): AggregateSearch {
  const { v, at, show } = search;
  const version = /^\d{1,9}$/.test(String(v)) ? Number(v) : null;
  return {
    ...(version !== null && { v: version }),
    ...(version === null && typeof at === "string" && at !== "" && { at }),
    ...((show === "tree" || show === "changes" || show === "text") && { show }),
    ...readWhatIf(search),
    ...readQuestion(search),
  };
}

/** The point in time that a link means. An instant that somebody wrote into it is read as kindly as in the field. */
export function pointOf({ v, at }: AggregateSearch): AtDto {
  if (v !== undefined) return { kind: "version", version: v };
  return at === undefined ? { kind: "latest" } : { kind: "instant", instant: readAsOf(at, "utc") ?? at };
}

/** The part of a link that means a point in time. */
export function searchOf(point: AtDto): Pick<AggregateSearch, "v" | "at"> {
  if (point.kind === "version") return { v: point.version, at: undefined };
  return { v: undefined, at: point.kind === "instant" ? point.instant : undefined };
}

/** Names a point in time; equal names mean the same point. */
export function pointKey(point: AtDto): string {
  if (point.kind === "version") return `v${point.version}`;
  return point.kind === "instant" ? `at ${point.instant}` : "latest";
}

/** The point at a version; the last version is where the latest state is. */
export function pointAt(version: number, last: number): AtDto {
  return version >= last ? { kind: "latest" } : { kind: "version", version };
}

/** Which version a point means, as far as that is known before the state is: an instant's is found by the backend. */
export function versionOf(point: AtDto, last: number, state: StateDto | undefined): number | null {
  if (point.kind === "latest") return last;
  if (point.kind === "version") return Math.min(point.version, last);
  return state?.version ?? null;
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

/** What is to be said about the point in time that is shown. */
export type Standing =
  | { kind: "latest"; last: number }
  | { kind: "past"; version: number; last: number }
  | { kind: "beyond"; version: number; last: number }
  | { kind: "beforeFirst"; instant: string | null }
  /** `version` is `null` while it is looked for. */
  | { kind: "asOf"; instant: string; version: number | null; last: number };

/** Where a point stands in a history of so many versions; `version` is the one it means, where that is known. */
export function standing(point: AtDto, version: number | null, last: number): Standing {
  if (point.kind === "latest") return { kind: "latest", last };
  if (point.kind === "version" && point.version > last)
    return { kind: "beyond", version: point.version, last };
  const instant = point.kind === "instant" ? point.instant : null;
  if (version === 0) return { kind: "beforeFirst", instant };
  if (instant !== null) return { kind: "asOf", instant, version, last };
  return version !== null && version < last ? { kind: "past", version, last } : { kind: "latest", last };
}

/** Why a state has no changes to show; `null` where it has some. Those of a supposed state are from the real one. */
export function whyUnchanged({ version, changes, error }: StateDto, isSupposed = false): string | null {
  if (isSupposed) return changes.length === 0 ? "The same as what really was." : null;
  if (error) return "Folding stopped before this event was done; what it changes is not known.";
  if (version === 0) return "Nothing had happened yet: the state is empty.";
  return changes.length === 0 ? "This event left the state as it was." : null;
}
