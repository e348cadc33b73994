import { describe, expect, it } from "vitest";
import { lengthText, microsBetween, offsetText, spanText } from "./span";

describe("a stretch of time", () => {
  it.each([
    [0n, "0 µs"],
    [999n, "999 µs"],
    [1_000n, "1 ms"],
    [1_250n, "1.2 ms"],
    [59_999_999n, "59 s"],
    [60_000_000n, "1 min"],
    [3_599_999_999n, "59 min 59 s"],
    [86_399_999_999n, "23 h 59 min"],
    [90_000_000_000n, "1 d 1 h"],
    [86_400_000_000_000n, "1,000 d"],
  ])("of %s µs is %s", (micros, text) => {
    expect(spanText(micros)).toBe(text);
  });

  it("from the first event to the last says so when there is none, or when it cannot be told", () => {
    expect(lengthText("2250000")).toBe("2.2 s");
    expect(lengthText("0")).toBe("no time: one instant");
    expect(lengthText("-3000000")).toBe("3 s backwards");
    expect(lengthText(null)).toBeNull();
  });

  it("from the beginning has a sign", () => {
    expect(
      ["12345", "0", "-65000000", "20172345000", "90000000000"].map((micros) => offsetText(BigInt(micros))),
    ).toEqual(["+12 ms", "+0", "−0:01:05", "+5:36:12.345", "+1 d 1:00:00"]);
  });

  it("between two instants is exact to the microsecond, and unknown where one cannot be read", () => {
    const at = "2026-01-06T10:00:00.000001Z";
    expect(microsBetween(at, "2026-01-06T10:00:02.250000Z")).toBe(2_249_999);
    expect(microsBetween("2026-01-06T10:00:02.250000Z", at)).toBe(-2_249_999);
    expect(microsBetween(at, null)).toBeNull();
    expect(microsBetween(at, "2026-13-06T10:00:00.000000Z")).toBeNull();
  });
});
