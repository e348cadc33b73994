import { describe, expect, it } from "vitest";
import { nextInTime, timingOf } from "./order";
import { traceWith } from "./testTrace";

const at = (second: number) => `2026-01-01T00:00:0${second}.000000Z`;
const TRACE = traceWith([
  { depth: 0, instant: at(0), aggregate: 0 },
  { depth: 1, instant: at(3), aggregate: 1 },
  { depth: 2, instant: at(5), aggregate: 0 },
  { depth: 1, instant: at(4), aggregate: 1 },
  { depth: 0, kind: "missing", instant: null },
]);

describe("the order of time", () => {
  it("tells how long after the beginning each node came", () => {
    expect(timingOf(TRACE).offsets).toEqual([0, 3e6, 5e6, 4e6, null]);
  });

  it("goes across the branches of the tree", () => {
    expect(timingOf(TRACE).order).toEqual([0, 1, 3, 2]);
  });

  it("goes by position where instants are the same", () => {
    const same = traceWith([
      { depth: 0, position: "1" },
      { depth: 1, position: "10" },
      { depth: 1, position: "9" },
    ]);
    expect(timingOf(same).order).toEqual([0, 2, 1]);
  });

  it("leads from a node to the next, within an aggregate too, and ends at the ends", () => {
    const timing = timingOf(TRACE);
    expect(nextInTime(timing, 1, 1)).toBe(3);
    expect(nextInTime(timing, 1, -1)).toBe(0);
    expect(nextInTime(timing, 2, 1)).toBeNull();
    expect(nextInTime(timing, null, 1)).toBe(0);
    expect(nextInTime(timing, 0, 1, (node) => TRACE.nodes[node]?.aggregate === 0)).toBe(2);
    expect(nextInTime(timing, 4, -1)).toBe(2);
  });
});
