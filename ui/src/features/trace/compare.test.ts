import { describe, expect, it } from "vitest";
import type { TracePairDto } from "@/ipc";
import { pairLines } from "./compare";

const pair = (depth: number, left: number | null, right: number | null): TracePairDto => ({
  depth,
  left,
  right,
  delayMicros: null,
});
const PAIRS = [
  pair(0, 0, 0),
  pair(1, 1, 1),
  pair(2, 2, 2),
  pair(1, 3, 3),
  pair(2, 4, null),
  pair(2, null, 5),
  pair(0, 6, 6),
];
const ids = (lines: ReturnType<typeof pairLines>) => lines.map(({ id }) => id).join(" ");

describe("two operations beside each other", () => {
  it("are all lines, with level, place and number of siblings", () => {
    const lines = pairLines({ pairs: PAIRS }, new Set(), false);
    expect(ids(lines)).toBe("0 1 2 3 4 5 6");
    expect(lines.map(({ level, place, set }) => `${level}:${place}/${set.size}`)).toEqual([
      "1:1/2",
      "2:1/2",
      "3:1/1",
      "2:2/2",
      "3:1/2",
      "3:2/2",
      "1:2/2",
    ]);
  });

  it("leave out what hangs from a folded line", () => {
    expect(ids(pairLines({ pairs: PAIRS }, new Set(["1"]), false))).toBe("0 1 3 4 5 6");
    expect(ids(pairLines({ pairs: PAIRS }, new Set(["0"]), false))).toBe("0 6");
  });

  it("can show only what differs, and what leads there", () => {
    expect(ids(pairLines({ pairs: PAIRS }, new Set(), true))).toBe("0 3 4 5");
    expect(pairLines({ pairs: PAIRS.slice(0, 3) }, new Set(), true)).toEqual([]);
  });
});
