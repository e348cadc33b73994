import { describe, expect, it } from "vitest";
import { axisOf } from "./axis";
import { lanesOf } from "./lanes";
import { timingOf } from "./order";
import { AXIS_PX, LANE_PX, markAt, marksOf } from "./paint";
import { traceWith } from "./testTrace";

const at = (second: number) => `2026-01-01T00:00:0${second}.000000Z`;
const TRACE = traceWith([
  { depth: 0, instant: at(0), aggregate: 0 },
  { depth: 1, instant: at(5), aggregate: 1 },
  { depth: 1, instant: null, aggregate: 1 },
  { depth: 0, instant: at(9), aggregate: 0, outside: true },
]);
const MARKS = marksOf(timingOf(TRACE), lanesOf(TRACE, "aggregate"), axisOf([0, 5e6], 500, false));

describe("the marks of the swimlanes", () => {
  it("stand for what has a time and a lane", () => {
    expect(MARKS.map(({ node, lane }) => [node, lane])).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  it("are found near by, in their own lane only", () => {
    const second = AXIS_PX + LANE_PX * 1.5;
    expect(markAt(MARKS, 490, second)?.node).toBe(1);
    expect(markAt(MARKS, 490, second - LANE_PX)).toBeNull();
    expect(markAt(MARKS, 300, second)).toBeNull();
  });
});
