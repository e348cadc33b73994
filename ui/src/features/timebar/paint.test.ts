import { describe, expect, it } from "vitest";
import { ceilingOf, heightOf } from "./paint";

describe("the ceiling", () => {
  it("is the greatest count of an even history", () => {
    expect(ceilingOf([3, 0, 27, 30, 25])).toBe(30);
  });

  it("leaves one busy night out, so that the other days can be seen", () => {
    const year = Array.from({ length: 364 }, (_, day) => (day % 7 < 5 ? 27 : 3));
    expect(ceilingOf([...year, 1200])).toBe(54);
  });

  it("copes with nothing and with a single count", () => {
    expect(ceilingOf([])).toBe(1);
    expect(ceilingOf([0, 0])).toBe(1);
    expect(ceilingOf([7])).toBe(7);
  });
});

it("shows whatever is not nothing, and nothing beyond the top", () => {
  expect(heightOf(0, 100, 40)).toBe(0);
  expect(heightOf(1, 1_000_000, 40)).toBe(1);
  expect(heightOf(25, 100, 40)).toBe(20);
  expect(heightOf(900, 100, 40)).toBe(40);
});
