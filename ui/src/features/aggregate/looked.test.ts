import { describe, expect, it } from "vitest";
import { lookedWords, shownStep, stepOf } from "./looked";

const marks = (looked: string, total: string, paused = false) => ({ looked, total, settled: false, paused });

describe("the looking for deleted aggregates", () => {
  it("is told as long as there is something left", () => {
    expect(lookedWords(marks("12000", "50000"))).toBe("Deleted or not: looked at 12,000 of 50,000");
    expect(lookedWords(marks("0", "3", true))).toBe("Deleted or not: looked at 0 of 3, paused");
    expect(lookedWords(marks("50000", "50000"))).toBeNull();
    expect(lookedWords(marks("0", "0"))).toBeNull();
  });

  it("has a list read anew in few steps, and not for a single new event", () => {
    const steps = [0, 1, 2499, 2500, 5000, 49_999, 50_000].map((looked) =>
      stepOf(marks(String(looked), "50000")),
    );
    expect(steps).toEqual([0, 0, 0, 1, 2, 19, 20]);
    expect(stepOf(marks("0", "0"))).toBe(20);
    expect([shownStep(3, 4), shownStep(20, 19), shownStep(20, 18), shownStep(20, 0)]).toEqual([4, 20, 18, 0]);
  });
});
