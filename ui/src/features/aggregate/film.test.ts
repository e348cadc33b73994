import { describe, expect, it } from "vitest";
import { waitFor } from "@/shared/lib/film";
import { EVENT_MS, gapMs } from "./film";

const year = { firstAt: "2025-01-01T00:00:00.000000Z", lastAt: "2025-12-31T00:00:00.000000Z" };
const on = (day: string) => `2025-${day}T00:00:00.000000Z`;

describe("the wait for the next event", () => {
  it("is in proportion as time went, with quiet gaps skipped and none too short to see", () => {
    const week = gapMs(on("03-01"), on("03-08"), year);
    expect(gapMs(on("03-01"), on("03-15"), year)).toBeCloseTo(2 * week);
    expect(gapMs(on("03-01"), on("11-01"), year)).toBe(1500);
    expect(gapMs(on("03-01"), on("03-01"), year)).toBe(60);
  });

  it("is even where no time can be told", () => {
    expect(gapMs(null, on("03-08"), year)).toBe(EVENT_MS);
    expect(gapMs(on("03-01"), on("03-01"), { firstAt: on("03-01"), lastAt: on("03-01") })).toBe(EVENT_MS);
  });

  it("is shorter at a higher speed, and never short for those who want less motion", () => {
    expect(waitFor(500, 4, false)).toBe(125);
    expect(waitFor(500, 0.5, false)).toBe(1000);
    expect(waitFor(500, 1000, false)).toBe(16);
    expect(waitFor(500, 16, true)).toBe(500);
  });
});
