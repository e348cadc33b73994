import { describe, expect, it } from "vitest";
import { jsonProblem } from "./jsonProblem";

describe("JSON", () => {
  it.each([
    "{}",
    " [1.10, 9007199254740993, 1e999]\n",
    '"text"',
    "null",
    '{"a":1,"a":2}',
    '"\\ud83d\\ude00"',
    `${"[".repeat(1000)}${"]".repeat(1000)}`,
  ])("%.40j is", (text) => {
    expect(jsonProblem(text)).toBeNull();
  });

  it.each([
    ["", 1, 1, "a JSON value is expected here, such as {}"],
    ["{\n  a: 1 }", 2, 3, "this is no JSON value; texts stand in double quotes"],
    ['{\n "a": 1\n "b": 2\n}', 3, 2, "a comma is expected here"],
    ['{"a":1,}', 1, 8, "a key in double quotes is expected here"],
    ['{"a" 1}', 1, 6, "a colon is expected here"],
    ['{"a":', 1, 6, "a value is expected here"],
    ['{"a":1', 1, 7, "a closing } is missing here"],
    ["[1", 1, 3, "a closing ] is missing here"],
    ["{} {}", 1, 4, "something follows after the end of the value"],
    ["// no\n{}", 1, 1, "JSON has no comments"],
    ['"open', 1, 1, "this text has no closing double quote"],
    ["1.", 1, 1, "this number ends too early"],
    ["01", 1, 2, "something follows after the end of the value"],
    ['"\\q"', 1, 1, "there is no such escape in JSON"],
    ['"\\u12"', 1, 1, "\\u needs four hexadecimal digits"],
    ['"\u0001"', 1, 1, "a control character must be written as an escape"],
    ["NaN", 1, 1, "this is no JSON value; texts stand in double quotes"],
    ["\ufeff{}", 1, 1, "this is no JSON value; texts stand in double quotes"],
  ])("%j is not, and the place is named", (text, line, column, words) => {
    expect(jsonProblem(text)).toEqual({ message: `Line ${line}, column ${column}: ${words}.`, line, column });
  });

  it("has a limit of depth and never exhausts the stack", () => {
    expect(jsonProblem("[".repeat(2_000_000))?.message).toMatch(/nested deeper than 1000/);
  });

  it("is told apart the same way as by the engine that parses it", () => {
    for (const text of [
      "{'a':1}",
      "+1",
      ".5",
      "1.5.5",
      "[1,,2]",
      "1 /* x",
      '{"a":1}}',
      "nul",
      "-",
      "\u00a01",
    ]) {
      expect(() => JSON.parse(text)).toThrow();
      expect(jsonProblem(text)).not.toBeNull();
    }
  });
});
