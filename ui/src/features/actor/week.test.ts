import { describe, expect, it } from "vitest";
import { offsetName, shortCount, weekOf } from "./week";

describe("the hours of a week", () => {
  it("are cut into days, from Monday on", () => {
    const hours = new Array<number>(168).fill(0);
    hours[0] = 1;
    hours[6 * 24 + 23] = 100;
    const week = weekOf(hours);
    expect([week.length, week[0]?.length]).toEqual([7, 24]);
    expect(week[0]?.[0]).toEqual({ count: 1, heat: 1 });
    expect(week[6]?.[23]).toEqual({ count: 100, heat: 4 });
    expect(week[3]?.[3]).toEqual({ count: 0, heat: 0 });
  });

  it("survive an answer that is too short", () => {
    expect(
      weekOf([])
        .flat()
        .every(({ heat }) => heat === 0),
    ).toBe(true);
  });
});

describe("a count in a cell", () => {
  it("is short", () => {
    expect([0, 999, 1000, 123_456, 5_000_000].map(shortCount)).toEqual(["0", "999", "1k", "123k", "5M"]);
  });
});

describe("a zone", () => {
  it("is told by how far it is from UTC", () => {
    expect([0, 60, -210].map(offsetName)).toEqual(["UTC", "UTC+01:00", "UTC−03:30"]);
  });
});
