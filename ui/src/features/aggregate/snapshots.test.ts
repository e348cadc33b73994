import { expect, it } from "vitest";
import type { SnapshotMarkDto } from "@/ipc";
import { snapshotWords } from "./SnapshotMarks";
import { drawnSnapshots } from "./snapshots";

const mark = (version: number, fits = true): SnapshotMarkDto => ({
  version,
  snapshotVersion: 1,
  takenAt: null,
  fits,
});

it("draws no more marks than can be told apart, and rather those that fit", () => {
  const many = Array.from({ length: 1000 }, (_, at) => mark((at + 1) * 100, at % 50 === 0));
  const drawn = drawnSnapshots(many, 100_000);
  expect(drawn.length).toBeLessThanOrEqual(201);
  expect(drawn.filter(({ fits }) => fits)).toHaveLength(20);
  expect(drawnSnapshots([mark(100), mark(200, false)], 250)).toEqual([mark(100), mark(200, false)]);
  expect(drawnSnapshots([mark(300)], 250)).toEqual([]);
});

it("says how many there are, where, and which are not used", () => {
  expect(snapshotWords([])).toBe("No snapshots are stored.");
  expect(snapshotWords([mark(100)])).toBe("1 snapshot stored, at version 100.");
  expect(snapshotWords([mark(100), mark(200, false), mark(1300)])).toBe(
    "3 snapshots stored, from version 100 to 1,300. 1 of them made by another fold, and not used.",
  );
});
