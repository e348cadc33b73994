import { describe, expect, it } from "vitest";
import { readAsOf, typedAsOf } from "./asOf";

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
