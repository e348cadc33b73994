import { expect, it } from "vitest";
import { LISTED_MAX, totals, typeLines } from "./typeCounts";

const TYPES = [
  { name: "Server", count: 1 },
  { name: "Application", count: 3 },
];

it("lists all types first, then the most frequent ones", () => {
  expect(typeLines(TYPES).map(({ type, count, share }) => [type, count, share])).toEqual([
    [null, 4, 1],
    ["Application", 3, 0.75],
    ["Server", 1, 0.25],
  ]);
});

it("tells a type called 'all' from all types, and lists no more than can be read", () => {
  const keys = typeLines([{ name: "all", count: 1 }]).map(({ key }) => key);
  expect(new Set(keys).size).toBe(2);
  const many = Array.from({ length: 1000 }, (_, index) => ({ name: `t${index}`, count: 1 }));
  expect(typeLines(many)).toHaveLength(LISTED_MAX + 1);
  expect(typeLines(many)[0]?.count).toBe(1000);
});

it("counts out of how many", () => {
  expect(totals(TYPES, "Server")).toEqual({ all: 4, ofType: 1 });
  expect(totals(TYPES, "Nope")).toEqual({ all: 4, ofType: 0 });
  expect(totals(TYPES, undefined)).toEqual({ all: 4, ofType: 4 });
  expect(totals(undefined, "Server")).toEqual({ all: null, ofType: null });
});
