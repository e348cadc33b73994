import { describe, expect, it } from "vitest";
import type { EventRowDto } from "@/ipc";
import { causeOf, FactsGatherer, LANES_MAX, laneMarks, lanesOf } from "./facts";

function event(position: number, aggregateId: string, more: Partial<EventRowDto> = {}): EventRowDto {
  return {
    position: String(position),
    eventId: `event-${position}`,
    aggregateId,
    aggregateType: "Application",
    version: 1,
    eventType: "Changed",
    eventVersion: 1,
    timestamp: "",
    instant: null,
    actor: "ada",
    actorType: "user",
    source: "ui",
    causationId: null,
    correlationId: "c",
    marked: false,
    ...more,
  };
}

function factsOf(...pages: EventRowDto[][]) {
  const gatherer = new FactsGatherer();
  for (const page of pages) gatherer.add(page);
  return gatherer.facts(true);
}

describe("the facts of a trace", () => {
  it("are gathered over all pages", () => {
    const facts = factsOf(
      [event(3, "a"), event(5, "b", { actor: "bob" })],
      [event(9, "a", { actor: "bob" })],
    );
    expect(facts.seen).toBe(3);
    expect([facts.first?.position, facts.last?.position]).toEqual(["3", "9"]);
    expect(facts.actors).toEqual([
      ["bob", 2],
      ["ada", 1],
    ]);
    expect([...facts.aggregates.values()]).toEqual([
      { id: "a", type: "Application", events: 2, first: 3n, last: 9n },
      { id: "b", type: "Application", events: 1, first: 5n, last: 5n },
    ]);
  });

  it("find a cause within the trace and leave any other to its id", () => {
    const facts = factsOf([event(3, "a"), event(5, "b")]);
    expect(causeOf(event(5, "b", { causationId: "event-3" }), facts)).toEqual({
      kind: "event",
      position: "3",
    });
    expect(causeOf(event(5, "b", { causationId: "command-1" }), facts)).toEqual({
      kind: "other",
      id: "command-1",
    });
    expect(causeOf(event(5, "b"), facts)).toEqual({ kind: "none" });
    expect(causeOf(event(5, "b", { causationId: "event-3" }), undefined).kind).toBe("other");
  });

  it("do not let an event be its own cause", () => {
    const own = event(3, "a", { causationId: "event-3" });
    expect(causeOf(own, factsOf([own])).kind).toBe("other");
  });
});

describe("the lanes of a trace", () => {
  it("run from an aggregate's first event to its last", () => {
    const events = [event(1, "a"), event(2, "b"), event(3, "a"), event(4, "b")];
    const lanes = lanesOf(factsOf(events));
    expect(lanes.lanes.map(({ letter }) => letter)).toEqual(["A", "B"]);
    expect(events.map((row) => laneMarks(lanes, row))).toEqual([
      ["event", "none"],
      ["line", "event"],
      ["event", "line"],
      ["none", "event"],
    ]);
  });

  it("are as many as there are aggregates while they fit", () => {
    const events = Array.from({ length: LANES_MAX }, (_, index) => event(index + 1, `a${index}`));
    expect(lanesOf(factsOf(events)).lanes.at(-1)?.letter).toBe("H");
  });

  it("give the last one to all aggregates that have none of their own", () => {
    const events = Array.from({ length: LANES_MAX + 3 }, (_, index) => event(index + 1, `a${index}`));
    const again = event(LANES_MAX + 4, "a8");
    const lanes = lanesOf(factsOf(events, [again]));
    expect(lanes.lanes).toHaveLength(LANES_MAX);
    expect(lanes.lanes.at(-1)).toEqual({
      letter: "+",
      first: BigInt(LANES_MAX),
      last: BigInt(LANES_MAX + 4),
    });
    expect(laneMarks(lanes, event(LANES_MAX + 2, "a9")).at(-1)).toBe("event");
  });

  it("show an aggregate that comes up after the events that were looked at in the shared lane", () => {
    const events = Array.from({ length: LANES_MAX + 1 }, (_, index) => event(index + 1, `a${index}`));
    expect(laneMarks(lanesOf(factsOf(events)), event(99_999, "late")).at(-1)).toBe("event");
    expect(laneMarks(lanesOf(factsOf([event(1, "a")])), event(99_999, "late"))).toEqual(["none"]);
  });
});
