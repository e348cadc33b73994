import { describe, expect, it } from "vitest";
import type { AggregateSummaryDto } from "@/ipc";
import {
  aimed,
  type Draft,
  forNewAggregate,
  newDraft,
  nextCommand,
  prefilled,
  readAppendSearch,
  reloaded,
  requestOf,
  withChangedEvent,
  withEvent,
  withoutEvent,
} from "./model";

const ID = "018f2f6e-7c1b-7a52-9b1e-0242ac120002";
const OTHER = "018f2f6e-7c1b-7a52-9b1e-0242ac120003";
const KNOWN = { aggregateId: ID, aggregateType: "Application", lastVersion: 7 } as AggregateSummaryDto;

const draft = (change: Partial<Draft> = {}): Draft => ({ ...newDraft("c-1"), ...change });

describe("a link to the form", () => {
  it("says which aggregate, and nothing else", () => {
    expect(readAppendSearch({ aggregateId: ID, aggregateType: "Application", x: "1" })).toEqual({
      aggregateId: ID,
      aggregateType: "Application",
    });
    expect(readAppendSearch({ aggregateId: "", aggregateType: 3 })).toEqual({});
  });

  it("aims the form and keeps the rest of it", () => {
    const before = draft({ actor: "ada", aggregateId: OTHER, expectedFor: OTHER });
    const after = aimed(before, { aggregateId: ID, aggregateType: "Server" });
    expect(after).toMatchObject({ actor: "ada", aggregateId: ID, aggregateType: "Server", expectedFor: "" });
  });
});

describe("what is believed of an aggregate", () => {
  it("is filled in from the store, with its type", () => {
    expect(prefilled(draft({ aggregateId: ID }), ID, KNOWN)).toMatchObject({
      aggregateType: "Application",
      expected: "exact",
      expectedVersion: "7",
    });
  });

  it("is that it has no events where the store does not know it; the type stays", () => {
    expect(prefilled(draft({ aggregateId: ID, aggregateType: "Server" }), ID, null)).toMatchObject({
      aggregateType: "Server",
      expected: "noStream",
    });
  });

  it("is filled in once only, so that a stale version stays stale", () => {
    const first = prefilled(draft({ aggregateId: ID }), ID, KNOWN);
    expect(prefilled(first, ID, { ...KNOWN, lastVersion: 8 })).toBe(first);
  });

  it("is not filled in from an answer about another aggregate", () => {
    const now = draft({ aggregateId: OTHER });
    expect(prefilled(now, ID, KNOWN)).toBe(now);
  });

  it("is none for a new aggregate", () => {
    const now = forNewAggregate(draft({ expected: "exact", expectedVersion: "7" }), ID);
    expect(now).toMatchObject({ aggregateId: ID, expected: "noStream", expectedVersion: "" });
  });

  it("is what the store said after a reload, and the command keeps its id", () => {
    const stale = draft({ aggregateId: ID, expected: "exact", expectedVersion: "7" });
    expect(reloaded(stale, 9)).toMatchObject({ commandId: "c-1", expected: "exact", expectedVersion: "9" });
    expect(reloaded(stale, null)).toMatchObject({ commandId: "c-1", expected: "noStream" });
  });

  it("is the version just recorded in the next command, which has an id of its own", () => {
    const sent = draft({ expected: "noStream" });
    expect(nextCommand(sent, "c-2", 2)).toMatchObject({
      commandId: "c-2",
      expected: "exact",
      expectedVersion: "2",
    });
    expect(nextCommand(sent, "c-2", null)).toMatchObject({ commandId: "c-2", expected: "noStream" });
  });
});

describe("the events of a command", () => {
  it("come and go, each known by a key of its own, down to one", () => {
    const three = withEvent(withEvent(draft()));
    expect(three.events.map(({ key }) => key)).toEqual([1, 2, 3]);
    const two = withoutEvent(three, 2);
    expect(withEvent(two).events.map(({ key }) => key)).toEqual([1, 3, 4]);
    const one = withoutEvent(two, 3);
    expect(withoutEvent(one, 1)).toBe(one);
  });

  it("change one at a time", () => {
    const now = withChangedEvent(withEvent(draft()), 2, { eventType: "Changed" });
    expect(now.events.map(({ eventType }) => eventType)).toEqual(["", "Changed"]);
  });
});

describe("the request", () => {
  it("carries JSON byte for byte, and everything else without the white space around it", () => {
    const data = '{ "a": 1.10,\n  "b": 9007199254740993, "a": 2 }\n';
    const request = requestOf(
      draft({
        actor: " ada ",
        metadata: " {}",
        events: [{ key: 1, eventType: "X ", eventVersion: "2", data }],
      }),
    );
    expect(request.actor).toBe("ada");
    expect(request.metadata).toBe(" {}");
    expect(request.events).toEqual([
      { eventType: "X", eventVersion: 2, data, metadata: null, causationId: null },
    ]);
  });

  it("leaves out a correlation that was not given, and a version that does not count", () => {
    const request = requestOf(draft({ correlationId: " ", expected: "any", expectedVersion: "7" }));
    expect(request.correlationId).toBeNull();
    expect(request.expectedVersion).toEqual({ kind: "any" });
    expect(requestOf(draft({ expected: "exact", expectedVersion: "7" })).expectedVersion).toEqual({
      kind: "exact",
      version: 7,
    });
  });
});
