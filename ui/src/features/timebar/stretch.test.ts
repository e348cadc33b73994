import { describe, expect, it } from "vitest";
import { indexAt, rangeOf, shareOf, spanOf, stretchesOf } from "./stretch";

const YEAR = stretchesOf("2025-01-06T08:12:44.120000Z", "2026-01-05T17:00:00.000000Z", 400);

describe("stretchesOf", () => {
  it("cuts a year into days that begin at midnight", () => {
    expect(YEAR.step).toBe(24 * 3600 * 1000);
    expect(spanOf(YEAR)).toEqual({
      from: "2025-01-06T00:00:00.000000Z",
      until: "2026-01-06T00:00:00.000000Z",
    });
  });

  it.each([
    ["2025-01-06T08:12:44.120000Z", "2025-01-06T08:12:44.120000Z"],
    ["2025-01-06T08:12:44.120000Z", "2025-01-06T09:00:00.000000Z"],
    ["1970-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z"],
    ["2025-12-31T23:59:59.999999Z", "2026-01-01T00:00:00.000000Z"],
  ])("holds every instant from %s to %s and not too many stretches", (first, last) => {
    const cut = stretchesOf(first, last, 300);
    expect(cut.count).toBeLessThanOrEqual(300);
    expect(cut.count).toBeGreaterThan(0);
    expect(cut.start).toBeLessThanOrEqual(Date.parse(first));
    expect(cut.start + cut.step * cut.count).toBeGreaterThan(Date.parse(last));
  });

  it("begins weeks on a Monday", () => {
    const weeks = stretchesOf("2025-01-08T00:00:00.000000Z", "2026-01-05T17:00:00.000000Z", 60);
    expect(new Date(weeks.start).getUTCDay()).toBe(1);
  });
});

describe("ranges", () => {
  it("come from two stretches in any order, both included", () => {
    const range = { from: "2025-01-07T00:00:00.000000Z", until: "2025-01-09T00:00:00.000000Z" };
    expect(rangeOf(YEAR, 2, 1)).toEqual(range);
    expect(rangeOf(YEAR, 1, 2)).toEqual(range);
    expect(rangeOf(YEAR, -5, 9999)).toEqual(spanOf(YEAR));
  });

  it("cover a share; an open end reaches to the end", () => {
    expect(shareOf(YEAR, {})).toBeNull();
    expect(shareOf(YEAR, { from: spanOf(YEAR).from })).toEqual({ start: 0, end: 1 });
    expect(shareOf(YEAR, rangeOf(YEAR, 73, 145))).toEqual({ start: 73 / 365, end: 146 / 365 });
    expect(shareOf(YEAR, { from: "2099-01-01T00:00:00.000000Z" })).toEqual({ start: 1, end: 1 });
  });

  it("find their stretch again", () => {
    expect(indexAt(YEAR, 0)).toBe(0);
    expect(indexAt(YEAR, 0.5)).toBe(182);
    expect(indexAt(YEAR, 1)).toBe(364);
  });
});
