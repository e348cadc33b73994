import { describe, expect, it } from "vitest";
import { depth, formatted, tree } from "./json";

const TRICKY = '{"price":1.10,"big":9007199254740993,"e":1E400,"a":1,"a":2,"esc":"\\u0041\\/"}';

describe("formatted", () => {
  it("changes white space only", () => {
    const shown = formatted(TRICKY) ?? "";
    expect(shown).toContain('"price": 1.10,\n');
    expect(shown).toContain('"big": 9007199254740993,');
    expect(shown).toContain('"a": 1,\n  "a": 2,');
    expect(shown.replace(/\s/g, "")).toBe(TRICKY);
  });

  it("copes with a large text in passing", () => {
    const large = `[${Array.from({ length: 40_000 }, (_, index) => `{"n":${index}}`).join(",")}]`;
    const shown = formatted(large) ?? "";
    expect(shown.replace(/\s/g, "")).toBe(large);
  });

  it("refuses a text too deep for a tree instead of exhausting the stack", () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    expect(depth(deep)).toBe(100_000);
    expect(formatted(deep)).toBeNull();
    expect(tree(deep)).toBeNull();
  });
});

describe("tree", () => {
  it("keeps every token's spelling and shows both of a doubled key", () => {
    const root = tree(TRICKY);
    expect(root?.children.map(({ label, spelling, doubled }) => [label, spelling, doubled])).toEqual([
      ["price", "1.10", false],
      ["big", "9007199254740993", false],
      ["e", "1E400", false],
      ["a", "1", true],
      ["a", "2", true],
      ["esc", '"\\u0041\\/"', false],
    ]);
  });

  it("names places by JSON Pointer", () => {
    const root = tree('{"a/b":{"~":[10,20]}}');
    expect(root?.children[0]?.children[0]?.children[1]?.path).toBe("/a~1b/~0/1");
  });

  it("is null for a text that is nothing", () => {
    expect(tree("")).toBeNull();
  });
});
