import { describe, expect, it } from "vitest";
import { instantLine, instantText, readTyped } from "./instant";

describe("instantText", () => {
  it("shows the zone and keeps microseconds", () => {
    expect(instantText("2026-01-06T10:00:00.123456Z", "utc", "full")).toEqual({
      date: "2026-01-06",
      time: "10:00:00.123456",
      zone: "UTC",
    });
    expect(instantLine("2026-01-06T10:00:00.123456Z", "utc", "milliseconds")).toBe(
      "2026-01-06 10:00:00.123 UTC",
    );
  });

  it("shows the local zone as an offset", () => {
    expect(instantLine("2026-01-06T10:00:00.000000Z", "local")).toBe("2026-01-06 20:30:00 +10:30");
    expect(instantLine("2026-07-06T10:00:00.000000Z", "local")).toBe("2026-07-06 19:30:00 +09:30");
  });

  it("leaves a text that is no instant as it is", () => {
    expect(instantText("6 Jan 2026", "utc", "full")).toBeNull();
    expect(instantLine("6 Jan 2026", "utc")).toBe("6 Jan 2026");
  });
});

describe("readTyped", () => {
  it.each([
    ["2026", "2026-01-01T00:00:00.000000Z", "2027-01-01T00:00:00.000000Z"],
    ["2025-12", "2025-12-01T00:00:00.000000Z", "2026-01-01T00:00:00.000000Z"],
    [" 2026-03-31 ", "2026-03-31T00:00:00.000000Z", "2026-04-01T00:00:00.000000Z"],
    ["2026-03-31 23", "2026-03-31T23:00:00.000000Z", "2026-04-01T00:00:00.000000Z"],
    ["2026-03-31 23:59", "2026-03-31T23:59:00.000000Z", "2026-04-01T00:00:00.000000Z"],
    ["2026-03-31T23:59:10z", "2026-03-31T23:59:10.000000Z", "2026-03-31T23:59:11.000000Z"],
    ["2026-03-31T23:59:10.25Z", "2026-03-31T23:59:10.250000Z", "2026-03-31T23:59:10.250001Z"],
    ["2026-03-31T23:59:59.999999", "2026-03-31T23:59:59.999999Z", "2026-04-01T00:00:00.000000Z"],
    ["2026-03-31 12:00 +02:00", "2026-03-31T10:00:00.000000Z", "2026-03-31T10:01:00.000000Z"],
  ])("reads %s", (text, from, until) => {
    expect(readTyped(text, "utc")).toEqual({ from, until });
  });

  it.each(["", "yesterday", "2026-13", "2026-02-30", "2026-01-01 24:00", "12.03.2026"])(
    "refuses %j",
    (text) => {
      expect(readTyped(text, "utc")).toBeNull();
    },
  );
});
