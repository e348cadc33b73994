import { describe, expect, it } from "vitest";
import {
  aroundRange,
  atOf,
  beforeLastQuarter,
  beforeYear,
  instantOf,
  linkOf,
  rangeBetween,
  readCompareSearch,
  readSide,
  scopeOf,
  sideOf,
  sidesOf,
  typedSide,
} from "./model";

const MARCH = "2026-03-31T23:59:59.999999Z";
const JUNE = "2026-06-30T23:59:59.999999Z";

describe("a link to a comparison", () => {
  it("keeps what it knows and leaves out the rest", () => {
    const link = { from: "2026-03-31", to: JUNE, type: "Server", kind: "changed", sel: "a", same: "shown" };
    expect(readCompareSearch(link)).toEqual({ ...link, from: MARCH });
    expect(readCompareSearch({ from: "soon", to: "v-1", type: "", kind: "eaten", same: "none" })).toEqual({});
    expect(readCompareSearch({ aggregate: "a", from: "v3", to: "v12" })).toEqual({
      aggregate: "a",
      from: "v3",
      to: "v12",
    });
  });

  it("comes back from a side as it went", () => {
    for (const text of [MARCH, "v3", undefined]) {
      const side = sideOf(text);
      expect(side ? linkOf(side) : undefined).toBe(text);
    }
  });

  it("compares the last whole quarter and what followed with what the views show, unless it says otherwise", () => {
    const [from, to] = sidesOf({}, "2026-08-14T10:00:00.000000Z", null);
    expect(from).toEqual({ kind: "instant", at: MARCH });
    expect(to).toEqual({ kind: "now" });
    expect(sidesOf({}, MARCH, JUNE)[1]).toEqual({ kind: "instant", at: JUNE });
    expect(sidesOf({ from: "v1", to: "v2" }, MARCH, JUNE)).toEqual([sideOf("v1"), sideOf("v2")]);
    expect(beforeLastQuarter("2026-01-06T10:00:00.000000Z")).toBe("2025-09-30T23:59:59.999999Z");
    for (const before of [beforeLastQuarter, beforeYear]) expect(before("unreadable")).toBe("unreadable");
    expect(beforeYear(MARCH)).toBe("2025-12-31T23:59:59.999999Z");
  });

  it("means a part of the store", () => {
    expect(scopeOf({})).toEqual({ kind: "all" });
    expect(scopeOf({ type: "Server" })).toEqual({ kind: "type", aggregateType: "Server" });
    expect(scopeOf({ type: "Server", correlation: "c" })).toEqual({
      kind: "correlation",
      correlationId: "c",
    });
  });
});

describe("a side", () => {
  it("is typed as it is shown", () => {
    for (const text of ["", "v3", "2026-03-31", "2026-03-31 10:00:00.000000"]) {
      const side = readSide(text, "utc", true);
      expect(side && typedSide(side, "utc")).toBe(text);
    }
    expect(readSide("Version 7", "utc", true)).toEqual({ kind: "version", version: 7 });
    expect(readSide("now", "utc", false)).toEqual({ kind: "now" });
  });

  it("is none where it cannot be read, and no version where many are compared", () => {
    expect(readSide("soon", "utc", true)).toBeNull();
    expect(readSide("v7", "utc", false)).toBeNull();
  });

  it("is asked for as a point or as an instant after everything", () => {
    expect(atOf({ kind: "now" })).toEqual({ kind: "latest" });
    expect(atOf({ kind: "instant", at: MARCH })).toEqual({ kind: "instant", instant: MARCH });
    expect(instantOf({ kind: "now" })).toMatch(/^9999-12-31T/);
    expect(instantOf({ kind: "version", version: 1 })).toBeNull();
  });

  it("goes to a range and back", () => {
    const range = { from: "2026-04-01T00:00:00.000000Z", until: "2026-07-01T00:00:00.000000Z" };
    expect(
      rangeBetween([
        { kind: "instant", at: MARCH },
        { kind: "instant", at: JUNE },
      ]),
    ).toEqual(range);
    expect(aroundRange(range)).toEqual({ from: MARCH, to: JUNE });
    expect(rangeBetween([{ kind: "version", version: 1 }, { kind: "now" }])).toEqual({});
    expect(aroundRange(null)).toEqual({ from: undefined, to: undefined });
  });
});
