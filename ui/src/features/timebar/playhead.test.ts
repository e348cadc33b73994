import { describe, expect, it } from "vitest";
import { boundAt, boundFrom, instantAt, isBound, nextBusy, placeOf, sumTo } from "./playhead";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const LAST = "2025-01-01T09:30:00.000000Z";
const START = Date.UTC(2025, 0, 1);
const HOURS = { start: START, step: HOUR };
const limits = { from: START, until: START + 10 * HOUR };
const bound = (nth: number) => START + nth * HOUR;

describe("the playhead", () => {
  it("stands between stretches, at the last moment of the one before; from the last event on it is now", () => {
    expect(instantAt(bound(1), LAST)).toBe("2025-01-01T00:59:59.999999Z");
    expect(instantAt(bound(0), LAST)).toBe("2024-12-31T23:59:59.999999Z");
    expect(instantAt(bound(9), LAST)).toBe("2025-01-01T08:59:59.999999Z");
    expect(instantAt(bound(10), LAST)).toBeNull();
    expect(instantAt(bound(99), LAST)).toBeNull();
  });

  it("is found again where it was put", () => {
    for (let nth = 0; nth < 10; nth += 1) {
      expect(placeOf(instantAt(bound(nth), LAST), limits)).toBe(bound(nth));
      expect(boundAt(bound(nth) + 20 * MINUTE, HOURS, limits)).toBe(bound(nth));
      expect(boundAt(bound(nth) + 40 * MINUTE, HOURS, limits)).toBe(bound(nth + 1));
    }
    expect(placeOf(null, limits)).toBe(limits.until);
    expect(placeOf("1999-01-01T00:00:00.000000Z", limits)).toBe(limits.from);
    expect(placeOf("2999-01-01T00:00:00.000000Z", limits)).toBe(limits.until);
  });

  it("steps by stretches with the keys, from between two to the next on that side", () => {
    const from = (key: string, at: string | null, step = HOUR) =>
      boundFrom(key, { marks: { start: START, step }, inSight: 10, at, lastAt: LAST, limits });
    const at = instantAt(bound(4), LAST);
    expect(from("ArrowRight", at)).toBe(bound(5));
    expect(from("ArrowLeft", at)).toBe(bound(3));
    const amid = "2025-01-01T04:20:00.000000Z";
    expect(from("ArrowRight", amid)).toBe(bound(5));
    expect(from("ArrowLeft", amid)).toBe(bound(4));
    expect(from("ArrowLeft", null)).toBe(bound(9));
    expect(from("Home", amid)).toBe(bound(0));
    expect(from("End", at)).toBe(bound(10));
    expect(from("a", at)).toBeNull();
    // Where minutes are seen, one step back from now is the minute of the last event, not of the history's last hour.
    expect(from("ArrowLeft", null, MINUTE)).toBe(bound(9) + 30 * MINUTE);
  });

  it("counts what happened before it, and skips quiet stretches", () => {
    const five = { start: 0, step: 10, count: 5 };
    const counts = [3, 0, 0, 2, 0];
    expect([0, 10, 40, 50].map((ms) => sumTo(five, counts, ms))).toEqual([0, 3, 5, 5]);
    expect([0, 10, 13, 33, 40].map((ms) => nextBusy(five, counts, ms))).toEqual([10, 40, 40, 40, null]);
    expect([isBound(five, 20), isBound(five, 21)]).toEqual([true, false]);
  });
});
