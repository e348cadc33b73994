import { describe, expect, it } from "vitest";
import { fieldProblems, isUuid, problemsOf } from "./check";
import { type Draft, newDraft, withEvent } from "./model";

const ID = "018f2f6e-7c1b-7a52-9b1e-0242ac120002";

const whole = (change: Partial<Draft> = {}): Draft => ({
  ...newDraft(ID),
  commandType: "SetOwner",
  aggregateId: ID,
  aggregateType: "Application",
  actor: "ada",
  events: [{ key: 1, eventType: "OwnerSet", eventVersion: "1", data: "{}" }],
  ...change,
});

describe("a form", () => {
  it("can be sent when everything is said", () => {
    expect(problemsOf(whole())).toEqual({});
  });

  it("says of every field what is missing", () => {
    const empty = { ...newDraft(""), data: "", metadata: " " };
    expect(Object.keys(problemsOf(withEvent(empty))).sort()).toEqual([
      "actor",
      "aggregateId",
      "aggregateType",
      "commandId",
      "commandType",
      "data",
      "events.1.eventType",
      "events.2.eventType",
      "metadata",
    ]);
  });

  it.each([
    ["commandId", { commandId: "42" }],
    ["aggregateId", { aggregateId: "app-0001" }],
    ["correlationId", { correlationId: `${ID}0` }],
  ])("wants a UUID as %s", (field, change) => {
    expect(problemsOf(whole(change))[field]).toMatch(/is a UUID, such as/);
  });

  it.each(["0", "-1", "1.5", "", "4294967296", "one", "1e3"])("does not take %j for a version", (text) => {
    const events = [{ key: 1, eventType: "OwnerSet", eventVersion: text, data: "{}" }];
    expect(problemsOf(whole({ events }))).toHaveProperty(["events.1.eventVersion"]);
    expect(problemsOf(whole({ expected: "exact", expectedVersion: text }))).toHaveProperty("expectedVersion");
    expect(problemsOf(whole({ expected: "any", expectedVersion: text }))).toEqual({});
  });

  it("names the place in a JSON text, and does not look into it while other fields are typed", () => {
    const broken = whole({ metadata: '{"a":1,}' });
    expect(problemsOf(broken).metadata).toBe("Line 1, column 8: a key in double quotes is expected here.");
    expect(fieldProblems(broken)).toEqual({});
  });
});

describe("a UUID", () => {
  it("may be in capitals and have white space around it, no more", () => {
    expect(isUuid(` ${ID.toUpperCase()} `)).toBe(true);
    expect(isUuid(ID.replaceAll("-", ""))).toBe(false);
    expect(isUuid(`${ID}\u200b`)).toBe(false);
  });
});
