import { describe, expect, it } from "vitest";
import type { MomentDto } from "@/ipc";
import { conditionOf, conditionWords, hitsUntil, pathProblem, questionWords, readQuestion } from "./question";

describe("a question in a link", () => {
  it("needs a path, and a value only where the test takes one", () => {
    expect(readQuestion({ test: "equals", value: "1" })).toEqual({});
    expect(readQuestion({ path: "", test: "changes", value: "1" })).toEqual({ path: "" });
    expect(readQuestion({ path: "/a", test: "exists", value: "1", over: "type" })).toEqual({
      path: "/a",
      test: "exists",
      over: "type",
    });
    expect(readQuestion({ path: "/a", test: "above", value: "1", over: "all" })).toEqual({
      path: "/a",
      test: "above",
      value: "1",
    });
    expect(readQuestion({ path: "/a", test: "smells" })).toEqual({ path: "/a" });
  });
});

describe("what somebody asks", () => {
  it("is a condition where path and value can be read, the value's spelling kept", () => {
    expect(conditionOf("/cost", "above", " 1.10 ")).toEqual({
      kind: "condition",
      condition: { path: "/cost", test: { kind: "above", value: "1.10" } },
    });
    expect(conditionOf("", "changes", "ignored")).toEqual({
      kind: "condition",
      condition: { path: "", test: { kind: "changes" } },
    });
  });

  it.each([
    ["cost.items[2].name", /\/cost\/items\/2\/name$/],
    ["$.cost", /: \/cost$/],
    ["/a~b", /~0/],
  ])("with the path %s is told how to write it", (path, message) => {
    const reading = conditionOf(path, "exists", "");
    expect(reading).toMatchObject({ kind: "wrong", part: "path", message: expect.stringMatching(message) });
  });

  it.each([
    ["equals", "Active", /"Active"/],
    ["equals", 'Active"', /"Active"/],
    ["equals", "", /such as/],
    ["above", "true", /numbers and texts/],
    ["below", "{}", /numbers and texts/],
  ] as const)("whether it %s %s is told what is wrong", (test, value, message) => {
    expect(conditionOf("/a", test, value)).toMatchObject({
      kind: "wrong",
      part: "value",
      message: expect.stringMatching(message),
    });
  });

  it.each(["", "/", "/a~0b/~1", "/a b"])("with the path '%s' is right", (path) => {
    expect(pathProblem(path)).toBeNull();
  });
});

it("is a condition in words", () => {
  expect(conditionWords({ path: "/owner" })).toBe("/owner changes");
  expect(conditionWords({ path: "", test: "exists" })).toBe("the whole state begins to exist");
  expect(conditionWords({ path: "/a", test: "above", value: "3" })).toBe("/a rises above 3");
});

it("has a name", () => {
  expect(questionWords({ path: "/owner" }, "Server")).toBe("The life of /owner");
  expect(questionWords({ path: "", over: "type" }, "Server")).toBe(
    "Every change of the whole state, in every Server",
  );
  expect(questionWords({ path: "/a", test: "above", value: "3" }, "Server")).toBe("When /a rises above 3");
  expect(questionWords({ path: "/a", test: "exists" }, "Server")).toBe("When /a begins to exist");
});

it("leaves out what came after the instant that all views show, and what has no instant", () => {
  const hits = ["2025-01-01T00:00:00.000000Z", "2025-01-02T00:00:00.000000Z", null].map(
    (instant) => ({ event: { instant } }) as MomentDto,
  );
  expect(hitsUntil(hits, null)).toBe(hits);
  expect(hitsUntil(hits, "2025-01-01T00:00:00.000000Z")).toEqual(hits.slice(0, 1));
});
