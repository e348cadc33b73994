import { describe, expect, it } from "vitest";
import { boundAt, boundFrom, instantAt, nextBusy, shareAt, sumTo } from "./playhead";

const HOUR = 3_600_000;
const LAST = "2025-01-01T09:30:00.000000Z";
const ten = { start: Date.UTC(2025, 0, 1), step: HOUR, count: 10 };

describe("the playhead", () => {
  it("stands between stretches, at the last moment of the one before; from the last event on it is now", () => {
    expect(instantAt(ten, 1, LAST)).toBe("2025-01-01T00:59:59.999999Z");
    expect(instantAt(ten, 0, LAST)).toBe("2024-12-31T23:59:59.999999Z");
    expect(instantAt(ten, 9, LAST)).toBe("2025-01-01T08:59:59.999999Z");
    expect(instantAt(ten, 10, LAST)).toBeNull();
    expect(instantAt(ten, 99, LAST)).toBeNull();
  });

  it("is found again where it was put", () => {
    for (let bound = 0; bound < 10; bound += 1) {
      const share = shareAt(ten, instantAt(ten, bound, LAST));
      expect(boundAt(ten, share)).toBe(bound);
      expect(share).toBeCloseTo(bound / 10, 5);
    }
    expect(shareAt(ten, null)).toBe(1);
    expect(shareAt(ten, "1999-01-01T00:00:00.000000Z")).toBe(0);
    expect(shareAt(ten, "2999-01-01T00:00:00.000000Z")).toBe(1);
  });

  it("steps by stretches with the keys, from between two to the next on that side", () => {
    const at = instantAt(ten, 4, LAST);
    expect(boundFrom("ArrowRight", ten, at)).toBe(5);
    expect(boundFrom("ArrowLeft", ten, at)).toBe(3);
    const between = "2025-01-01T04:20:00.000000Z";
    expect(boundFrom("ArrowRight", ten, between)).toBe(5);
    expect(boundFrom("ArrowLeft", ten, between)).toBe(4);
    expect(boundFrom("ArrowLeft", ten, null)).toBe(9);
    expect(boundFrom("Home", ten, between)).toBe(0);
    expect(boundFrom("End", ten, at)).toBe(10);
    expect(boundFrom("a", ten, at)).toBeNull();
  });

  it("counts what happened before it, and skips quiet stretches", () => {
    const counts = [3, 0, 0, 2, 0];
    expect([0, 1, 4, 5].map((bound) => sumTo(counts, bound))).toEqual([0, 3, 5, 5]);
    expect([0, 1, 4].map((bound) => nextBusy(counts, bound))).toEqual([1, 4, null]);
  });
});
