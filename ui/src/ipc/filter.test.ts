import { expect, it } from "vitest";
import { FILTER_PARTS, filterDto, isUnfiltered, readFilter } from "./filter";

it("reads every part that a link can have, and nothing else", () => {
  const full = Object.fromEntries(FILTER_PARTS.map((part) => [part, `a ${part}`]));
  expect(readFilter({ ...full, sel: "3" })).toEqual(full);
  expect(readFilter({ actor: "", source: 7 })).toEqual({});
});

it("names every part to the backend, absent ones as null", () => {
  expect(Object.keys(filterDto({})).sort()).toEqual([...FILTER_PARTS].sort());
  expect(filterDto({ actor: "a" })).toMatchObject({ actor: "a", source: null });
});

it("knows when it lets everything through", () => {
  expect(isUnfiltered({})).toBe(true);
  expect(isUnfiltered({ until: "2026-01-01T00:00:00.000000Z" })).toBe(false);
});
