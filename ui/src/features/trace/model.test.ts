import { describe, expect, it } from "vitest";
import type { EventRowDto } from "@/ipc";
import { lengthText, linked, readTraceSearch, sinceText, spanText } from "./model";

const row = (position: number, instant: string | null): EventRowDto => ({
  position: String(position),
  eventId: `event-${position}`,
  aggregateId: "a",
  aggregateType: "Application",
  version: position,
  eventType: "Changed",
  eventVersion: 1,
  timestamp: instant ?? "yesterday",
  instant,
  actor: "ada",
  actorType: "user",
  source: "ui",
  causationId: null,
  correlationId: "c",
  marked: false,
});

describe("a link to a trace", () => {
  it("keeps positions, beyond 2^53 and below zero too, and nothing else", () => {
    expect(readTraceSearch({ sel: "9007199254740993", x: "1" })).toEqual({ sel: "9007199254740993" });
    expect(readTraceSearch({ sel: "-5" })).toEqual({ sel: "-5" });
    expect(readTraceSearch({ sel: "<b>" })).toEqual({});
  });
});

describe("the time since the event before", () => {
  const since = (...instants: (string | null)[]) =>
    linked(
      instants.map((instant, index) => row(index + 1, instant)),
      undefined,
    ).map(sinceText);

  it("is told from the event before, to the microsecond", () => {
    expect(
      since("2026-01-06T10:00:00.000000Z", "2026-01-06T10:00:00.012345Z", "2026-01-06T10:00:00.012345Z"),
    ).toEqual(["first", "+12 ms", "+0"]);
  });

  it("is told for events that come on another page than the one before", () => {
    const [only] = linked([row(2, "2026-01-06T10:00:01.500000Z")], row(1, "2026-01-06T10:00:00.000000Z"));
    expect(only && sinceText(only)).toBe("+1.5 s");
  });

  it("shows where timestamps run backwards, and where they cannot be read", () => {
    expect(since("2026-01-06T10:00:00.000000Z", "2026-01-06T09:58:55.000000Z", null)).toEqual([
      "first",
      "−1 min 5 s",
      "unknown",
    ]);
  });
});

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
    const at = "2026-01-06T10:00:00.000000Z";
    expect(lengthText(at, "2026-01-06T10:00:02.250000Z")).toBe("2.2 s");
    expect(lengthText(at, at)).toBe("no time: one instant");
    expect(lengthText("2026-01-06T10:00:03.000000Z", at)).toBe("3 s backwards");
    expect(lengthText(at, null)).toBeNull();
    expect(lengthText(at, "2026-13-06T10:00:00.000000Z")).toBeNull();
  });
});
