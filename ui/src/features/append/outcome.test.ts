import { describe, expect, it } from "vitest";
import type { AppendRequestDto } from "@/ipc";
import { newDraft, requestOf } from "./model";
import { nextStep, type Outcome, outcomeText, stepText } from "./outcome";

const DRAFT = { ...newDraft("c-1"), aggregateId: "A-1", expected: "exact" as const, expectedVersion: "7" };
const request = requestOf(DRAFT);
const recorded = {
  commandId: "c-1",
  aggregateId: "a-1",
  firstVersion: 8,
  lastVersion: 8,
  firstPosition: "10001",
  lastPosition: "10001",
};
const words = (outcome: Outcome, of: AppendRequestDto = request) =>
  outcomeText({ outcome, request: of }).words;
const conflict = (actual: number | null): Outcome => ({
  status: "conflict",
  commandId: "c-1",
  aggregateId: "a-1",
  expected: "7",
  actual,
});

describe("an outcome in words", () => {
  it("says where events were recorded", () => {
    expect(words({ status: "appended", ...recorded })).toBe("Version 8 at position 10,001.");
    expect(words({ status: "appended", ...recorded, lastVersion: 9, lastPosition: "10002" })).toBe(
      "Versions 8 to 9 at positions 10,001 to 10,002.",
    );
  });

  it("says that a retry wrote nothing, and what the first time did", () => {
    expect(words({ status: "alreadyProcessed", ...recorded })).toBe(
      "Nothing was written. The store knows this command: it recorded it as version 8 at position 10,001.",
    );
    const none = { firstVersion: null, lastVersion: null, firstPosition: null, lastPosition: null };
    expect(words({ status: "alreadyProcessed", ...recorded, ...none })).toMatch(
      /recorded it without events\.$/,
    );
  });

  it("says what was expected and what is", () => {
    expect(words(conflict(9))).toBe(
      "Nothing was written. Version 7 was expected, but the aggregate is at version 9.",
    );
    expect(words(conflict(null))).toMatch(/Version 7 was expected, but the aggregate has no events yet\./);
    expect(words(conflict(9), { ...request, expectedVersion: { kind: "noStream" } })).toMatch(
      /No events were expected, but the aggregate is at version 9\./,
    );
  });

  it("says after a failure whether it is known that nothing was written", () => {
    const failed = (code: "readOnly" | "busy") => words({ status: "failed", code, message: "No." });
    expect(failed("readOnly")).toBe("No. Nothing was written.");
    expect(failed("busy")).toMatch(/^No\. Send it again under the same command id to learn/);
  });
});

describe("the next step", () => {
  const step = (outcome: Outcome, draft = DRAFT) => nextStep(draft, { outcome, request });

  it("after a conflict is a reload, which keeps the command id and then is done", () => {
    const reload = step(conflict(9));
    expect(reload?.label).toBe("Reload");
    const after = reload?.take(DRAFT, "c-2") ?? DRAFT;
    expect(after).toMatchObject({ commandId: "c-1", expectedVersion: "9" });
    expect(step(conflict(9), after as typeof DRAFT)).toBeNull();
  });

  it("after a reuse is another id", () => {
    const reuse = step({ status: "commandReused", commandId: "c-1" });
    expect(reuse?.take(DRAFT, "c-2")).toEqual({ ...DRAFT, commandId: "c-2" });
  });

  it("after a success is the next command", () => {
    const next = step({ status: "appended", ...recorded });
    expect(next?.take(DRAFT, "c-2")).toMatchObject({ commandId: "c-2", expectedVersion: "8" });
  });

  it("is none once the form is about something else, or after a failure", () => {
    expect(step(conflict(9), { ...DRAFT, commandId: "c-9" })).toBeNull();
    expect(step(conflict(9), { ...DRAFT, aggregateId: "other" })).toBeNull();
    expect(step({ status: "failed", code: "busy", message: "" })).toBeNull();
  });

  it("is explained, and so is what is left when it was taken", () => {
    const refused = { outcome: conflict(9) };
    expect(stepText(refused, step(conflict(9)))).toMatch(
      /^Reload takes that version over and keeps the rest/,
    );
    expect(stepText(refused, null)).toMatch(/Send sends the form as it stands\.$/);
    expect(stepText({ outcome: { status: "appended", ...recorded } }, null)).toMatch(/writes nothing\.$/);
    expect(stepText({ outcome: { status: "commandReused", commandId: "c-1" } }, null)).toMatch(
      /the same bytes\.$/,
    );
  });
});
