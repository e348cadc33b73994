import { describe, expect, it } from "vitest";
import { axisOf, ticksOf, xOf } from "./axis";

const SECOND = 1e6;
const HOUR = 3600 * SECOND;

describe("an axis", () => {
  it("runs evenly from the first event to the last", () => {
    const axis = axisOf([0, 5 * SECOND, 10 * SECOND], 600, false);
    const [start, middle, end] = [0, 5 * SECOND, 10 * SECOND].map((at) => xOf(axis, at));
    expect(axis.breaks).toEqual([]);
    expect(start).toBe(8);
    expect(end).toBe(592);
    expect(middle).toBeCloseTo(300);
  });

  it("folds quiet stretches, says how long each was, and gives the room to the rest", () => {
    const times = [0, 1 * SECOND, 2 * SECOND, 5 * HOUR, 5 * HOUR + SECOND];
    const axis = axisOf(times, 600, true);
    expect(axis.breaks.map(({ micros }) => micros)).toEqual([5 * HOUR - 2 * SECOND]);
    const apart = xOf(axis, SECOND) - xOf(axis, 0);
    expect(apart).toBeGreaterThan(100);
    expect(xOf(axis, 5 * HOUR + SECOND)).toBeLessThanOrEqual(592);
  });

  it("finds what is quiet only once a longer quiet is folded", () => {
    const times = [0, 1000, 2000, HOUR, HOUR + 1000, HOUR + 2000, 1000 * HOUR, 1000 * HOUR + 1000];
    const axis = axisOf(times, 600, true);
    expect(axis.breaks).toHaveLength(2);
    expect(xOf(axis, 1000) - xOf(axis, 0)).toBeGreaterThan(50);
  });

  it("keeps every instant in order and within its width", () => {
    const times = [0, 3, 4, 5000, 5001, 9 * HOUR, 9 * HOUR + 7, 30 * HOUR];
    for (const folds of [true, false]) {
      const places = times.map((at) => xOf(axisOf(times, 300, folds), at));
      expect(places).toEqual([...places].sort((one, other) => one - other));
      expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...places)).toBeLessThanOrEqual(300);
    }
  });

  it("puts an instant within a folded stretch on its sign", () => {
    const axis = axisOf([0, SECOND, HOUR, HOUR + SECOND], 600, true);
    const [gap] = axis.breaks;
    expect(xOf(axis, HOUR / 2)).toBe((gap?.x ?? 0) + (gap?.width ?? 0) / 2);
  });

  it("stands for one instant, or none at all", () => {
    expect(xOf(axisOf([7], 300, true), 7)).toBeGreaterThan(8);
    expect(axisOf([], 300, true).segments).toHaveLength(1);
    expect(axisOf([0, 1], 0, false).segments[0]?.width).toBeGreaterThan(0);
  });
});

describe("the ticks of an axis", () => {
  it("are even and apart from each other", () => {
    const axis = axisOf([0, 10 * SECOND], 900, false);
    const ticks = ticksOf(axis, 90);
    expect(ticks.map(({ micros }) => micros / SECOND)).toEqual([0, 2, 4, 6, 8]);
    const steps = ticks.slice(1).map(({ x }, at) => x - (ticks[at]?.x ?? 0));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(90);
  });

  it("begin anew behind a folded stretch", () => {
    const axis = axisOf([0, SECOND, HOUR, HOUR + SECOND], 900, true);
    expect(ticksOf(axis, 90).map(({ micros }) => micros)).toContain(HOUR);
  });

  it("end for the longest of histories", () => {
    expect(ticksOf(axisOf([0, 9e16], 900, false), 90).length).toBeLessThan(20);
  });
});
