import { expect, it } from "vitest";
import { partsOf, slotsFor } from "./slots";

it("gives words their places in order", () => {
  expect(slotsFor(["a", "b", null], [])).toEqual(["a", "b", null, undefined, undefined]);
});

it("leaves a word its place, whatever its rank becomes, and gives those of words that are gone to new ones", () => {
  const before = slotsFor(["a", "b", "c", "d", "e"], []);
  expect(slotsFor(["e", "d", "f", "b", "g"], before)).toEqual(["f", "b", "g", "d", "e"]);
});

it("takes no more words than there are places", () => {
  expect(slotsFor(["a", "b", "c", "d", "e", "f"], [])).toEqual(["a", "b", "c", "d", "e"]);
});

it("puts counts at the places of their words, and those without a place to the others", () => {
  const series = [
    { value: "b", counts: [1, 2] },
    { value: "x", counts: [10, 20] },
    { value: null, counts: [3, 4] },
  ];
  expect(partsOf(series, [100, 200], ["a", "b", null])).toEqual([[], [1, 2], [3, 4], [110, 220]]);
});
