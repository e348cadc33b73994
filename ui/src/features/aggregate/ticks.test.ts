import { expect, it } from "vitest";
import { ticks } from "./ticks";

const labels = (last: number) =>
  ticks(last)
    .filter(({ isLabelled }) => isLabelled)
    .map(({ version }) => version);

it("draws every version of a short history", () => {
  expect(ticks(3).map(({ version }) => version)).toEqual([0, 1, 2, 3]);
  expect(labels(3)).toEqual([0, 1, 2, 3]);
  expect(ticks(54)).toHaveLength(55);
});

it("labels round versions and the last, and never two on top of each other", () => {
  expect(labels(54)).toEqual([0, 10, 20, 30, 40, 50, 54]);
  expect(labels(51)).toEqual([0, 10, 20, 30, 40, 51]);
  expect(labels(100_000)).toEqual([0, 20_000, 40_000, 60_000, 80_000, 100_000]);
});

it("draws few lines however long the history is", () => {
  for (const last of [0, 1, 61, 12_345, 4_000_000_000]) expect(ticks(last).length).toBeLessThanOrEqual(61);
});
