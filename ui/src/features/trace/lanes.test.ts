import { describe, expect, it } from "vitest";
import { LANES_MAX, lanesOf } from "./lanes";
import { traceWith } from "./testTrace";

describe("the lanes of an operation", () => {
  it("are its aggregates in the order in which it comes to them", () => {
    const { lanes, of } = lanesOf(
      traceWith([
        { depth: 0, aggregate: 1 },
        { depth: 1, aggregate: 0 },
      ]),
      "aggregate",
    );
    expect(lanes.map(({ letter, name }) => `${letter} ${name}`)).toEqual(["A aggregate 1", "B aggregate 0"]);
    expect(of).toEqual([0, 1]);
  });

  it("are its actors or its sources by choice, with how many events each has", () => {
    const trace = traceWith([{ depth: 0 }, { depth: 1, actor: 1, source: 1 }, { depth: 1, actor: 1 }]);
    expect(lanesOf(trace, "actor").lanes.map(({ name, events }) => [name, events])).toEqual([
      ["officer-456", 1],
      ["cmdb-import", 2],
    ]);
    expect(lanesOf(trace, "source").lanes.map(({ name }) => name)).toEqual(["ui", "api"]);
  });

  it("are few: the last is shared", () => {
    const many = traceWith(Array.from({ length: 20 }, (_, aggregate) => ({ depth: 0, aggregate })));
    const { lanes, of } = lanesOf(many, "aggregate");
    expect(lanes).toHaveLength(LANES_MAX);
    expect(lanes.at(-1)).toMatchObject({ letter: "+", name: "13", events: 13 });
    expect(of[19]).toBe(LANES_MAX - 1);
  });

  it("begin with those of events: a command's own comes after them", () => {
    const trace = traceWith([
      { depth: 0, kind: "command", aggregate: 1 },
      { depth: 1, aggregate: 0 },
    ]);
    const { lanes, of } = lanesOf(trace, "aggregate");
    expect(lanes.map(({ events }) => events)).toEqual([1, 0]);
    expect(of).toEqual([1, 0]);
  });

  it("have no place for causes elsewhere and causes nowhere", () => {
    const trace = traceWith([
      { depth: 0, outside: true },
      { depth: 1 },
      { depth: 0, kind: "missing", aggregate: null },
    ]);
    expect(lanesOf(trace, "aggregate").of).toEqual([null, 0, null]);
  });
});
