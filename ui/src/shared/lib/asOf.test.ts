import { describe, expect, it } from "vitest";
import { earlier, firstAfter, lastBefore, linkedAsOf, readAsOf, typedAsOf } from "./asOf";

describe("an instant to look back from", () => {
  it.each([
    ["2025-03-31", "2025-03-31T23:59:59.999999Z"],
    [" 2025-03-31 ", "2025-03-31T23:59:59.999999Z"],
    ["2025", "2025-12-31T23:59:59.999999Z"],
    ["2024-02", "2024-02-29T23:59:59.999999Z"],
    ["2025-03-31 23:59", "2025-03-31T23:59:59.999999Z"],
    ["2025-03-31T10:00:07", "2025-03-31T10:00:07.999999Z"],
    ["2025-03-31 10:00:07.25", "2025-03-31T10:00:07.250000Z"],
    ["2025-03-31 10:00:07.999999Z", "2025-03-31T10:00:07.999999Z"],
    ["2025-03-31 00:30 +02:00", "2025-03-30T22:30:59.999999Z"],
    ["2025-03-31 10:00:07.000000", "2025-03-31T10:00:07.000000Z"],
  ])("%s is %s", (typed, instant) => expect(readAsOf(typed, "utc")).toBe(instant));

  it.each(["", "yesterday", "2025-13", "2025-02-30", "31.03.2025", "2025-03-31 25:00"])(
    "%j is none",
    (typed) => expect(readAsOf(typed, "utc")).toBeNull(),
  );

  it("can be typed again as it is shown", () => {
    const instant = "2025-03-31T23:59:59.999999Z";
    for (const zone of ["utc", "local"] as const)
      expect(readAsOf(typedAsOf(instant, zone), zone)).toBe(instant);
    expect(typedAsOf("not an instant", "utc")).toBe("not an instant");
  });
});

describe("the moments beside an instant", () => {
  it.each([
    ["2025-03-31T23:59:59.999999Z", "2025-04-01T00:00:00.000000Z"],
    ["2025-03-31T10:00:00.000009Z", "2025-03-31T10:00:00.000010Z"],
    ["1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00.000000Z"],
  ])("%s is before %s, and none lies between", (one, next) => {
    expect(firstAfter(one)).toBe(next);
    expect(lastBefore(next)).toBe(one);
  });

  it("are the earlier of two where one may be open", () => {
    expect(earlier(undefined, "2025")).toBe("2025");
    expect(earlier("2024", "2025")).toBe("2024");
    expect(earlier("2026", "2025")).toBe("2025");
  });

  it("in a link are read as kindly as in a field, and left out where they are none", () => {
    expect(linkedAsOf("2025-03-31")).toBe("2025-03-31T23:59:59.999999Z");
    expect(linkedAsOf("2025-03-31T10:00:00.000009Z")).toBe("2025-03-31T10:00:00.000009Z");
    for (const text of ["soon", "", undefined, 7]) expect(linkedAsOf(text)).toBeNull();
  });
});
