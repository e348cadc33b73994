import { describe, expect, it } from "vitest";
import { ticksOf } from "./axis";

const span = (from: string, until: string) => ({ from: Date.parse(from), until: Date.parse(until) });
const labels = (from: string, until: string, width = 700) =>
  ticksOf(span(from, until), "utc", width).map(({ label }) => label);

describe("the labels", () => {
  it("of decades are years", () => {
    expect(labels("1970-01-01", "2030-01-01")).toEqual([
      "1970 UTC",
      "1980",
      "1990",
      "2000",
      "2010",
      "2020",
      "2030",
    ]);
  });

  it("of a year are months with their year", () => {
    expect(labels("2025-01-06", "2026-01-06", 440)).toEqual([
      "Apr 2025 UTC",
      "Jul 2025",
      "Oct 2025",
      "Jan 2026",
    ]);
  });

  it("of which the first is too close to the next leave the zone to one that has room", () => {
    const year = labels("2025-01-02", "2026-01-01", 1050);
    expect(year.slice(0, 3)).toEqual(["Feb 2025", "Mar 2025 UTC", "Apr 2025"]);
  });

  it("of weeks are days, with each year once", () => {
    expect(labels("2025-12-24", "2026-01-14", 330)).toEqual(["29 Dec 2025 UTC", "5 Jan 2026", "12 Jan"]);
  });

  it("of a night are times, with the date of each day once", () => {
    expect(labels("2025-12-31T20:00:00Z", "2026-01-01T04:00:00Z", 330)).toEqual([
      "31 Dec 2025 21:00",
      // The last one has no room for the zone at the edge; this one takes what the last would need.
      "1 Jan 2026 00:00 UTC",
      "03:00",
    ]);
  });

  it("of a minute are seconds", () => {
    expect(labels("2025-03-01T10:00:00Z", "2025-03-01T10:01:00Z", 440)).toEqual([
      "1 Mar 2025 10:00:00 UTC",
      "10:00:15",
      "10:00:30",
      "10:00:45",
      "10:01:00",
    ]);
  });

  it.each([300, 600, 1050, 1700])(
    "are even, and stand as close as there is room for on %i pixels",
    (width) => {
      for (const days of [1, 3, 10, 40, 100, 400, 2000]) {
        const from = Date.UTC(2025, 2, 30, 7);
        const ticks = ticksOf({ from, until: from + days * 86_400_000 }, "utc", width);
        const apart = ticks.slice(1).map(({ at }, index) => (at - (ticks[index]?.at ?? 0)) * width);
        expect(ticks.length).toBeGreaterThan(0);
        expect(Math.min(...apart, 999)).toBeGreaterThan(40);
        // Months and years are not all of one length.
        if (apart.length > 0) expect(Math.max(...apart) / Math.min(...apart)).toBeLessThan(2.2);
      }
    },
  );

  it("stand where their time lies", () => {
    const [first, second] = ticksOf(span("2025-12-31T20:00:00Z", "2026-01-01T04:00:00Z"), "utc", 330);
    expect([first?.at, second?.at]).toEqual([0.125, 0.5]);
  });

  it.each([320, 700, 1050, 1500])(
    "of a year tell a zone that is wider than its month, within %i pixels",
    (width) => {
      const ticks = ticksOf(span("2025-01-06T00:00:00Z", "2026-01-05T17:00:00Z"), "local", width);
      const [told, ...others] = ticks.filter(({ label }) => /\+\d\d:30$/.test(label));
      expect(others).toEqual([]);
      expect((told?.at ?? 1) * width + (told?.label.length ?? 0) * 6.3).toBeLessThan(width);
    },
  );

  it("of the local zone are round there, and tell it", () => {
    const [first] = ticksOf(span("2025-03-01T10:20:00Z", "2025-03-01T15:20:00Z"), "local", 440);
    expect(first?.label).toMatch(/:00 \+10:30$/);
  });
});
