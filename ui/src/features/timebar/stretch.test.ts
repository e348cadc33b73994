import { describe, expect, it } from "vitest";
import { between, cut, endsOf, inside, msOf, spanOf, stretchAt, stretchesOf, sumIn } from "./stretch";

const YEAR = stretchesOf("2025-01-06T08:12:44.120000Z", "2026-01-05T17:00:00.000000Z", 400, "utc");
const DAY = 24 * 3600 * 1000;
const at = (iso: string) => Date.parse(`${iso}Z`);

describe("stretchesOf", () => {
  it("cuts a year into days that begin at midnight", () => {
    expect(YEAR.step).toBe(DAY);
    expect(spanOf(YEAR)).toEqual({
      from: "2025-01-06T00:00:00.000000Z",
      until: "2026-01-06T00:00:00.000000Z",
    });
  });

  it.each([
    ["2025-01-06T08:12:44.120000Z", "2025-01-06T08:12:44.120000Z"],
    ["2025-01-06T08:12:44.120000Z", "2025-01-06T09:00:00.000000Z"],
    ["1970-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z"],
    ["2025-12-31T23:59:59.999999Z", "2026-01-01T00:00:00.000000Z"],
  ])("holds every instant from %s to %s and not too many stretches", (first, last) => {
    const all = stretchesOf(first, last, 300, "utc");
    expect(all.count).toBeLessThanOrEqual(300);
    expect(all.count).toBeGreaterThan(0);
    expect(all.start).toBeLessThanOrEqual(Date.parse(first));
    expect(all.start + all.step * all.count).toBeGreaterThan(Date.parse(last));
  });

  it("begins weeks on a Monday", () => {
    const weeks = stretchesOf("2025-01-08T00:00:00.000000Z", "2026-01-05T17:00:00.000000Z", 60, "utc");
    expect(new Date(weeks.start).getUTCDay()).toBe(1);
  });
});

describe("a part of a history", () => {
  const cases = [
    ["2025-03-01T00:00:00", "2025-04-01T00:00:00"],
    ["2025-03-01T10:00:00", "2025-03-01T10:01:00"],
    ["2025-01-06T00:00:00", "2025-01-06T05:00:00"],
    ["2025-12-31T23:00:00", "2026-01-06T00:00:00"],
  ] as const;

  it.each(cases)(
    "from %s to %s is cut into bars that hold it, on handy times, within the history",
    (from, until) => {
      const span = { from: at(from), until: at(until) };
      const part = cut(span, YEAR, 400, "utc");
      const ends = endsOf(part);
      const all = endsOf(YEAR);
      const [first, end] = inside(part, span);
      expect(end - first).toBeLessThanOrEqual(402);
      expect(end - first).toBeGreaterThan(100);
      expect(part.count).toBeLessThanOrEqual(2000);
      expect(ends.from).toBeLessThanOrEqual(span.from);
      expect(ends.until).toBeGreaterThanOrEqual(span.until);
      expect(ends.from).toBeGreaterThanOrEqual(all.from);
      expect(ends.until).toBeLessThanOrEqual(all.until);
      expect(ends.from % part.step).toBe(0);
    },
  );

  it("is cut in the same way after a small step, so that nothing is asked for anew", () => {
    const one = cut({ from: at("2025-03-01T00:10:00"), until: at("2025-03-11T00:10:00") }, YEAR, 400, "utc");
    const other = cut(
      { from: at("2025-03-01T00:40:00"), until: at("2025-03-11T00:40:00") },
      YEAR,
      400,
      "utc",
    );
    expect(one).toEqual(other);
  });

  it("is never cut more coarsely than the whole", () => {
    const nearly = { from: YEAR.start + DAY, until: YEAR.start + 364 * DAY };
    expect(cut(nearly, YEAR, 400, "utc")).toBe(YEAR);
    expect(cut(nearly, YEAR, 100, "utc")).toBe(YEAR);
  });
});

describe("in the local zone", () => {
  const clock = (ms: number) => {
    const at = new Date(ms);
    return [at.getDay(), at.getHours(), at.getMinutes()];
  };

  it("days begin at midnight there, and weeks on Mondays", () => {
    const days = stretchesOf("2025-01-08T00:00:00.000000Z", "2025-03-05T17:00:00.000000Z", 60, "local");
    expect(days.step).toBe(DAY);
    expect(clock(days.start)).toEqual([3, 0, 0]);
    const weeks = stretchesOf("2025-01-08T00:00:00.000000Z", "2026-01-05T17:00:00.000000Z", 60, "local");
    expect(clock(weeks.start)).toEqual([1, 0, 0]);
  });

  it("and so do the hours of a part, as the clocks were then", () => {
    const weeks = stretchesOf("2025-01-08T00:00:00.000000Z", "2026-01-05T17:00:00.000000Z", 60, "local");
    const winter = { from: at("2025-07-01T03:00:00"), until: at("2025-07-09T03:00:00") };
    const part = cut(winter, weeks, 60, "local");
    expect(part.step).toBe(DAY / 4);
    const [first] = inside(part, winter);
    const begins = Array.from({ length: 4 }, (_, nth) => clock(part.start + (first + nth) * part.step)[1]);
    expect(begins.toSorted((one = 0, other = 0) => one - other)).toEqual([0, 6, 12, 18]);
    const noon = stretchAt(winter.from, part, endsOf(weeks));
    expect(clock(noon)).toEqual([2, 12, 0]);
  });
});

describe("ranges", () => {
  it("come from two stretches in any order, both included", () => {
    const [one, other] = [at("2025-01-07T00:00:00"), at("2025-01-08T00:00:00")];
    const span = { from: one, until: other + DAY };
    expect(between(one, other, DAY)).toEqual(span);
    expect(between(other, one, DAY)).toEqual(span);
  });

  it("reach to the end of all where they are open, and no further", () => {
    const all = endsOf(YEAR);
    expect(msOf({}, all)).toBeNull();
    expect(msOf({ from: spanOf(YEAR).from }, all)).toEqual(all);
    expect(msOf({ from: "2099-01-01T00:00:00.000000Z" }, all)).toEqual({ from: all.until, until: all.until });
    expect(msOf({ from: "no instant" }, all)).toEqual(all);
  });

  it("find the stretch of an instant, the first or last one beyond the ends", () => {
    const all = endsOf(YEAR);
    expect(stretchAt(at("2025-03-01T13:00:00"), YEAR, all)).toBe(at("2025-03-01T00:00:00"));
    expect(stretchAt(0, YEAR, all)).toBe(all.from);
    expect(stretchAt(all.until, YEAR, all)).toBe(all.until - DAY);
  });

  it("count what lies in them, with the stretches that they cut", () => {
    const five = { start: 0, step: 10, count: 5 };
    const counts = [1, 2, 4, 8, 16];
    expect(sumIn(five, counts, { from: 10, until: 30 })).toBe(6);
    expect(sumIn(five, counts, { from: 15, until: 31 })).toBe(14);
    expect(sumIn(five, counts, { from: -99, until: 99 })).toBe(31);
    expect(sumIn(five, counts, { from: 60, until: 99 })).toBe(0);
  });
});
