import { describe, expect, it } from "vitest";
import type { FacetDto } from "@/ipc";
import { linesOf, unlisted, withoutOwn } from "./facet";

const facet: FacetDto = {
  field: "actor",
  values: [
    { value: "officer-456", count: "40" },
    { value: null, count: "20" },
    { value: "Architect", count: "10" },
  ],
  distinct: 5,
  others: "7",
  exact: true,
  known: "77",
  total: "77",
};

describe("the lines of a facet", () => {
  it("are its words with bars beside the longest", () => {
    expect(linesOf(facet, undefined, "", 6).map(({ value, share }) => [value, share])).toEqual([
      ["officer-456", 1],
      [null, 0.5],
      ["Architect", 0.25],
    ]);
  });

  it("are those that hold what was typed, in any case of letters", () => {
    expect(linesOf(facet, undefined, " ARCH ", 6).map(({ value }) => value)).toEqual(["Architect"]);
    expect(linesOf(facet, undefined, "nobody", 6)).toEqual([]);
  });

  it("hold the chosen word, listed or not", () => {
    expect(linesOf(facet, "officer-456", "arch", 6).map(({ value, count }) => [value, count])).toEqual([
      ["officer-456", "40"],
      ["Architect", "10"],
    ]);
    expect(linesOf(facet, "rare-1", "", 6)[0]).toEqual({
      key: "is rare-1",
      value: "rare-1",
      count: null,
      share: 0,
    });
  });

  it("are so many at most, and the chosen one besides", () => {
    expect(linesOf(facet, undefined, "", 2).map(({ value }) => value)).toEqual(["officer-456", null]);
    expect(linesOf(facet, "Architect", "", 1).map(({ value, count }) => [value, count])).toEqual([
      ["Architect", "10"],
      ["officer-456", "40"],
    ]);
    expect(unlisted(facet, 2)).toBe(3);
  });

  it("have keys that tell nothing from the word for it", () => {
    const two = linesOf(
      {
        ...facet,
        values: [
          { value: "nothing", count: "1" },
          { value: null, count: "1" },
        ],
      },
      undefined,
      "",
      6,
    );
    expect(new Set(two.map(({ key }) => key)).size).toBe(2);
  });

  it("say how many are not listed", () => {
    expect(unlisted(facet, 6)).toBe(2);
    expect(unlisted({ ...facet, distinct: 3 }, 6)).toBe(0);
  });
});

it("a field's words are counted without its own part of the filter", () => {
  expect(withoutOwn({ actor: "a", source: "ui" }, "actor")).toEqual({ source: "ui" });
});
