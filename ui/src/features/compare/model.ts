import type { AtDto, ComparedKind, CompareScopeDto } from "@/ipc";
import { firstAfter, lastBefore, linkedAsOf, readAsOf, typedAsOf } from "@/shared/lib/asOf";
import { isoOf, type Zone } from "@/shared/lib/instant";

/** What is compared, as it stands in a link. */
export interface CompareSearch {
  /** An instant, or of one aggregate a version such as `v3`. */
  from?: string;
  /** The same; without it, what stands at the instant that all views show. */
  to?: string;
  /** One aggregate instead of many. */
  aggregate?: string;
  type?: string;
  correlation?: string;
  /** Only those that this became of. */
  kind?: ComparedKind;
  /** The aggregate whose difference is open. */
  sel?: string;
  /** Whether one aggregate's states are shown with what is the same in both. */
  same?: "shown";
}

/** One side of a comparison. */
export type Side = { kind: "now" } | { kind: "instant"; at: string } | { kind: "version"; version: number };

const KINDS: readonly ComparedKind[] = ["created", "changed", "deleted"];

/** Reads a link. */
export function readCompareSearch(search: Record<string, unknown>): CompareSearch {
  const text = (name: string) => {
    const value = search[name];
    return typeof value === "string" && value !== "" ? { [name]: value } : {};
  };
  const kind = KINDS.find((each) => each === search.kind);
  return {
    ...side("from", search.from),
    ...side("to", search.to),
    ...text("aggregate"),
    ...text("type"),
    ...text("correlation"),
    ...text("sel"),
    ...(kind && { kind }),
    ...(search.same === "shown" && { same: "shown" }),
  };
}

function side(name: "from" | "to", value: unknown): CompareSearch {
  if (typeof value !== "string") return {};
  const at = VERSION.test(value) ? value : linkedAsOf(value);
  return at === null ? {} : { [name]: at };
}

const VERSION = /^v\d{1,9}$/;

/** The side that a part of a link means. */
export function sideOf(text: string | undefined): Side | null {
  if (text === undefined) return null;
  return VERSION.test(text)
    ? { kind: "version", version: Number(text.slice(1)) }
    : { kind: "instant", at: text };
}

/** The part of a link that means a side. */
export function linkOf(side: Side): string | undefined {
  if (side.kind === "now") return undefined;
  return side.kind === "version" ? `v${side.version}` : side.at;
}

/** What both sides are: what the link says, else the last whole quarter and what followed, up to what views show. */
export function sidesOf(search: CompareSearch, lastAt: string, asOf: string | null): [from: Side, to: Side] {
  const until: Side = asOf === null ? { kind: "now" } : { kind: "instant", at: asOf };
  return [
    sideOf(search.from) ?? { kind: "instant", at: beforeLastQuarter(lastAt) },
    sideOf(search.to) ?? until,
  ];
}

/** The last moment before the quarter that came before the one of an instant. */
export function beforeLastQuarter(instant: string): string {
  const at = new Date(Date.parse(instant));
  if (Number.isNaN(at.getTime())) return instant;
  const quarter = Math.floor(at.getUTCMonth() / 3) - 1;
  return lastBefore(isoOf(Date.UTC(at.getUTCFullYear(), quarter * 3)));
}

/** The last moment before the year of an instant. */
export function beforeYear(instant: string): string {
  const at = new Date(Date.parse(instant));
  return Number.isNaN(at.getTime()) ? instant : lastBefore(isoOf(Date.UTC(at.getUTCFullYear(), 0)));
}

/** A side as the backend is asked for it. */
export function atOf(side: Side): AtDto {
  if (side.kind === "now") return { kind: "latest" };
  return side.kind === "instant" ? { kind: "instant", instant: side.at } : side;
}

/** Later than whatever a store holds. */
const END = isoOf(Number.MAX_SAFE_INTEGER);

/** A side as an instant; `null` where it is a version, which many aggregates do not share. */
export function instantOf(side: Side): string | null {
  if (side.kind === "version") return null;
  return side.kind === "now" ? END : side.at;
}

/** Which part of the store a link compares. */
export function scopeOf({ type, correlation }: CompareSearch): CompareScopeDto {
  if (correlation !== undefined) return { kind: "correlation", correlationId: correlation };
  return type === undefined ? { kind: "all" } : { kind: "type", aggregateType: type };
}

/** A side as somebody could have typed it; the end of a day is the day. */
export function typedSide(side: Side, zone: Zone): string {
  if (side.kind === "now") return "";
  if (side.kind === "version") return `v${side.version}`;
  return typedAsOf(side.at, zone).replace(" 23:59:59.999999", "");
}

/** Reads what somebody typed; `null` where it is no side. A version is one only where one aggregate is compared. */
export function readSide(typed: string, zone: Zone, takesVersion: boolean): Side | null {
  const text = typed.trim();
  if (text === "" || /^now$/i.test(text)) return { kind: "now" };
  const version = /^(?:v|version)\s*(\d{1,9})$/i.exec(text);
  if (version && takesVersion) return { kind: "version", version: Number(version[1]) };
  const at = readAsOf(text, zone);
  return at === null ? null : { kind: "instant", at };
}

/** The range of events that lie between two sides, for a time bar: the first instant itself is left out. */
export function rangeBetween([from, to]: [Side, Side]): { from?: string; until?: string } {
  return {
    ...(from.kind === "instant" && { from: firstAfter(from.at) }),
    ...(to.kind === "instant" && { until: firstAfter(to.at) }),
  };
}

/** The part of a link that compares what stood around a range. */
export function aroundRange(range: { from: string; until: string } | null): { from?: string; to?: string } {
  if (range === null) return { from: undefined, to: undefined };
  return { from: lastBefore(range.from), to: lastBefore(range.until) };
}
