import { describe, expect, it } from "vitest";
import type { CatalogStatusDto } from "@/ipc";
import { changeWords, duration, longWords, marksWords, percent, shortWords, textWords } from "./catalogWords";
import { newEvents } from "./growth";

const status = (more: Partial<CatalogStatusDto>): CatalogStatusDto => ({
  phase: "following",
  known: "1000",
  total: "1000",
  perSecond: null,
  secondsLeft: null,
  bytes: "0",
  path: null,
  directory: true,
  marks: { looked: "40", total: "40", settled: true, paused: false },
  notice: null,
  changed: null,
  changes: 0,
  text: { enabled: true, known: "1000", complete: true, bytes: "0" },
  ...more,
});

describe("the words", () => {
  it("are none in the frame while all is well", () => {
    expect(shortWords(status({}))).toBeNull();
    expect(shortWords(status({ phase: "reading" }))).toBeNull();
  });

  it("tell how far the reading is, how fast, and how long it will take", () => {
    const building = status({ phase: "building", known: "999", perSecond: 500_000, secondsLeft: 90 });
    expect(shortWords(building)).toBe("Catalog 99%");
    expect(longWords(building)).toBe(
      "Reads the store: 999 of 1,000 events, 500,000 a second, 2 minutes left. Everything can be used meanwhile.",
    );
    expect(longWords(status({ phase: "building", known: "0" }))).toContain("0 of 1,000 events. ");
  });

  it("suspect nobody where an index may be all that was added", () => {
    expect(changeWords("eventsChanged")).toMatch(/^The past of this store is not what it was: events/);
    expect(changeWords("rulesChanged")).not.toContain("The past of this store is not what it was");
    expect(changeWords("rulesChanged")).toContain("A new index or a VACUUM does that");
  });

  it("tell at how many aggregates it was looked", () => {
    const marks = { looked: "40", total: "1000", settled: false, paused: false };
    expect(marksWords(status({ marks }))).toBe("Looked at 40 of 1,000, whether they are deleted.");
    expect(marksWords(status({ marks: { ...marks, paused: true } }))).toMatch(/^Paused, having looked at 40/);
    expect(marksWords(status({}))).toBe("Looked at all 40, whether they are deleted.");
    expect(marksWords(status({ marks, phase: "building" }))).toBeNull();
    expect(marksWords(status({ marks: { ...marks, looked: "0", total: "0" } }))).toBeNull();
  });

  it("never say that all is read before it is", () => {
    expect(percent(status({ known: "999999", total: "1000000" }))).toBe(99);
    expect(percent(status({ known: "0", total: "0" }))).toBe(0);
    expect(percent(status({}))).toBe(100);
  });

  it.each([
    [1, "a second"],
    [45, "45 seconds"],
    [600, "10 minutes"],
    [7200, "2 hours"],
  ])("spell %i seconds", (seconds, words) => expect(duration(seconds)).toBe(words));

  it("tell how far the text index is, and when it goes on", () => {
    const text = { enabled: true, known: "10", complete: false, bytes: "0" };
    expect(textWords(status({ text }))).toBe("Being written: 10 of 1,000 events.");
    expect(textWords(status({ text, phase: "building" }))).toContain("once the catalog knows every event");
    expect(textWords(status({ text: { ...text, enabled: false } }))).toMatch(/^Off\./);
  });
});

describe("new events", () => {
  it("are those beyond what the views were filled with, also where numbers are large", () => {
    expect(newEvents(status({ total: "9007199254740995" }), "9007199254740993")).toBe(2);
    expect(newEvents(status({}), "1000")).toBe(0);
  });

  it("are none while nothing is known, or less than is shown", () => {
    expect(newEvents(undefined, "5")).toBe(0);
    expect(newEvents(status({ phase: "off", total: "0" }), "5")).toBe(0);
    expect(newEvents(status({ phase: "building", total: "0", known: "0" }), "5")).toBe(0);
  });
});
