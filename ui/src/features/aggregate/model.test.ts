import { describe, expect, it } from "vitest";
import type { StateDto } from "@/ipc";
import {
  askedAt,
  comparedWith,
  pointAt,
  pointOf,
  readAggregateSearch,
  readAggregatesSearch,
  searchOf,
  shownVersion,
  standing,
  stepped,
  versionOf,
  whyUnchanged,
} from "./model";

const state = (part: Partial<StateDto> = {}): StateDto => ({
  aggregateId: "a",
  version: 3,
  lastVersion: 9,
  event: null,
  state: "{}",
  foldedBy: { kind: "merge", problem: null },
  hypothetical: false,
  changes: [],
  idle: [],
  runsBackwards: false,
  error: null,
  ...part,
});

describe("a link to the list", () => {
  it("keeps what it knows and leaves out the rest", () => {
    const link = { type: "Server", dir: "up", sel: "a-12", page: "3" };
    expect(readAggregatesSearch(link)).toEqual({ type: "Server", dir: "up", sel: "a-12" });
    expect(readAggregatesSearch({ type: "", dir: "newest", sel: "" })).toEqual({});
  });
});

describe("a link to an aggregate", () => {
  it("means a version or the latest state", () => {
    expect(pointOf(readAggregateSearch({ v: "7" }))).toEqual({ kind: "version", version: 7 });
    expect(pointOf(readAggregateSearch({ show: "changes" }))).toEqual({ kind: "latest" });
    for (const v of ["-1", "1.5", "1e3", "9999999999", "", undefined])
      expect(readAggregateSearch({ v })).toEqual({});
  });

  it("comes back from a point as it went", () => {
    for (const search of [{ v: 0 }, { v: 12 }, {}])
      expect(pointOf(searchOf(pointOf(search)))).toEqual(pointOf(search));
  });

  it("means the latest state of the instant that all views show, and a version whatever that is", () => {
    const instant = "2025-03-31T23:59:59.999999Z";
    expect(askedAt({ kind: "latest" }, instant)).toEqual({ kind: "instant", instant });
    expect(askedAt({ kind: "latest" }, null)).toEqual({ kind: "latest" });
    expect(askedAt({ kind: "version", version: 2 }, instant)).toEqual({ kind: "version", version: 2 });
  });
});

describe("the version of a point", () => {
  it("is none beyond what had happened", () => {
    expect(versionOf({ kind: "latest" }, 9)).toBe(9);
    expect(versionOf({ kind: "version", version: 99 }, 9)).toBe(9);
    expect(versionOf({ kind: "version", version: 3 }, 9)).toBe(3);
  });

  it("is the latest state at the last version", () => {
    expect(pointAt(9, 9)).toEqual({ kind: "latest" });
    expect(pointAt(8, 9)).toEqual({ kind: "version", version: 8 });
  });
});

it("is compared with the latest where it is past, and otherwise with the one before", () => {
  expect(comparedWith(3, 9)).toEqual({ from: "v3" });
  expect(comparedWith(9, 9)).toEqual({ from: "v8", to: "v9" });
  expect(comparedWith(0, 0)).toEqual({ from: "v0", to: "v0" });
});

describe("stepping", () => {
  it("stays between the time before the first event and the last version", () => {
    expect([1, 0].map((from) => stepped("ArrowLeft", from, 9))).toEqual([0, 0]);
    expect([8, 9].map((from) => stepped("ArrowRight", from, 9))).toEqual([9, 9]);
    expect(stepped("PageDown", 10, 1000)).toBe(0);
    expect(stepped("PageUp", 10, 1000)).toBe(60);
  });

  it("goes to the first and the last version, and knows no other key", () => {
    expect([stepped("Home", 5, 9), stepped("End", 5, 9)]).toEqual([1, 9]);
    expect(stepped("a", 5, 9)).toBeNull();
  });
});

describe("where a state stands", () => {
  const v = (version: number) => ({ kind: "version", version }) as const;
  const latest = { kind: "latest" } as const;
  const now = { asOf: null, last: 9, total: 9 };
  const then = { asOf: "t", last: 4, total: 9 };

  it("is told for every version", () => {
    expect(standing(latest, now)).toEqual({ kind: "latest", last: 9 });
    expect(standing(v(9), now)).toEqual({ kind: "latest", last: 9 });
    expect(standing(v(3), now)).toEqual({ kind: "past", version: 3, last: 9 });
  });

  it("is told at an instant, of the versions that there were", () => {
    expect(standing(latest, then)).toEqual({ kind: "asOf", instant: "t", version: 4, total: 9 });
    expect(standing(v(3), then)).toEqual({ kind: "past", version: 3, last: 4 });
    expect(standing(v(5), then)).toEqual({ kind: "beyond", version: 5, last: 4 });
    expect(standing(latest, { ...then, last: 0 })).toEqual({ kind: "beforeFirst", instant: "t" });
  });

  it("is told before the first event and beyond the last", () => {
    expect(standing(v(0), now)).toEqual({ kind: "beforeFirst", instant: null });
    expect(standing(v(99), now)).toEqual({ kind: "beyond", version: 99, last: 9 });
  });
});

it("shows the last good version where folding stopped", () => {
  expect(shownVersion(state())).toBe(3);
  expect(shownVersion(state({ error: { version: 2, message: "" } }))).toBe(1);
});

it("says why nothing changed, and never that of an event which could not be folded", () => {
  const change = { path: "/a", kind: "added", old: null, new: "1", from: null } as const;
  expect(whyUnchanged(state({ changes: [change] }))).toBeNull();
  expect(whyUnchanged(state())).toMatch(/left the state as it was/);
  expect(whyUnchanged(state({ version: 0 }))).toMatch(/state is empty/);
  expect(whyUnchanged(state({ error: { version: 2, message: "" } }))).toMatch(/not known/);
});
