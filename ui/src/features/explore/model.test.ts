import { describe, expect, it } from "vitest";
import { partsOf, readExploreSearch, shownValue, withoutFilter, withPart } from "./model";

describe("a link to the grid", () => {
  it("gives back every part of a filter and nothing else", () => {
    const search = { actor: "officer-456", from: "2026-01-06T10:00:00.000000Z", order: "oldest", sel: "17" };
    expect(readExploreSearch({ ...search, color: "red" })).toEqual(search);
  });

  it("drops what it cannot understand", () => {
    expect(readExploreSearch({ order: "sideways", sel: "first", actor: "" })).toEqual({});
  });
});

describe("the parts of a filter", () => {
  it("come in one order, whatever the link's", () => {
    expect(partsOf({ until: "x", actor: "a", aggregateType: "T" }).map(({ part }) => part)).toEqual([
      "aggregateType",
      "actor",
      "until",
    ]);
  });

  it("can be changed and dropped one by one", () => {
    const search = { actor: "a", sel: "3" } as const;
    expect(withPart(search, "actor", "b")).toEqual({ actor: "b", sel: "3" });
    expect(withPart(search, "actor", null)).toEqual({ sel: "3" });
    expect(withoutFilter({ actor: "a", order: "oldest", sel: "3" })).toEqual({ order: "oldest", sel: "3" });
  });

  it("show instants with their zone and positions with their thousands", () => {
    expect(shownValue("from", "2026-01-06T10:00:00.000000Z", "utc")).toBe("2026-01-06 10:00:00 UTC");
    expect(shownValue("toPosition", "10000000", "utc")).toBe("10,000,000");
    expect(shownValue("actor", "10000000", "utc")).toBe("10000000");
  });
});
