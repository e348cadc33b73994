import { describe, expect, it } from "vitest";
import type { CheckReportDto } from "@/ipc";
import { listed, lookedFor, readCheckSearch, runsByItself, scopeOf } from "./model";

describe("a link to a check", () => {
  it("keeps what it knows and drops the rest", () => {
    const known = { scope: "aggregate", id: "a-1", finds: "versionGap", finding: "3" };
    expect(readCheckSearch({ ...known, more: "x" })).toEqual(known);
    expect(readCheckSearch({ scope: "world", id: "a-1", finds: "toString", finding: "0" })).toEqual({});
  });

  it("names what is looked through, or does not say which", () => {
    expect(scopeOf({})).toEqual({ kind: "store" });
    expect(scopeOf({ scope: "aggregate", id: "a" })).toEqual({ kind: "aggregate", aggregateId: "a" });
    expect(scopeOf({ scope: "operation", id: "c" })).toEqual({ kind: "correlation", correlationId: "c" });
    expect(scopeOf({ scope: "operation" })).toBeNull();
  });
});

describe("a check", () => {
  it("runs by itself unless it is one of a great store", () => {
    expect(runsByItself({ kind: "store" }, "50000")).toBe(true);
    expect(runsByItself({ kind: "store" }, "10000000")).toBe(false);
    expect(runsByItself({ kind: "aggregate", aggregateId: "a" }, "10000000")).toBe(true);
  });

  it("lists findings by kind, and keeps their numbers", () => {
    const report = { findings: [{ kind: "versionGap" }, { kind: "correction" }] } as CheckReportDto;
    expect(listed(report, "correction").map(({ number }) => number)).toEqual([2]);
    expect(listed(report, undefined)).toHaveLength(2);
  });

  it("tells what was looked for from what was not", () => {
    const kinds = [
      { kind: "versionGap", skipped: null },
      { kind: "positionGap", skipped: "positions are the whole store's" },
    ] as CheckReportDto["kinds"];
    const { looked, skipped } = lookedFor({ kinds } as CheckReportDto);
    expect([looked.length, skipped[0]?.kind]).toEqual([1, "positionGap"]);
  });
});
