import { describe, expect, it } from "vitest";
import {
  directoryQuery,
  has,
  isPlain,
  orderOf,
  PART_NAMES,
  readDirectorySearch,
  shownValues,
  sortedBy,
  withValues,
} from "./directory";
import { hadFrom, listerOf } from "./useAggregateList";

describe("a link to the directory", () => {
  it("keeps what it knows and leaves out the rest", () => {
    const link = {
      sort: "versions",
      dir: "up",
      id: "a6",
      versionsFrom: "3",
      changedUntil: "2025-01-01T00:00:00.000000Z",
    };
    expect(readDirectorySearch({ ...link, page: "3" })).toEqual(link);
    expect(
      readDirectorySearch({ sort: "size", dir: "left", id: "", versionsTo: "-1", versionsFrom: "1e3" }),
    ).toEqual({});
    expect(readDirectorySearch({ sort: "began" })).toEqual({});
    expect(readDirectorySearch({ deleted: "unknown", sort: "deleted" })).toEqual({
      deleted: "unknown",
      sort: "deleted",
    });
    expect(readDirectorySearch({ deleted: "toString" })).toEqual({});
  });

  it("asks the backend for just that", () => {
    expect(directoryQuery({ sort: "id", versionsTo: "9" }, "Server")).toMatchObject({
      aggregateType: "Server",
      sort: "id",
      descending: false,
      versionsMin: null,
      versionsMax: 9,
    });
    expect(directoryQuery({}, null)).toMatchObject({ sort: "began", descending: true, deleted: [] });
    expect(directoryQuery({ deleted: "yes" }, null).deleted).toEqual(["yes"]);
    expect(directoryQuery({ deleted: "unknown" }, null).deleted).toEqual(["unknown", "pending"]);
  });
});

describe("a press on a heading", () => {
  it("sorts by it as suits it, and the other way round the second time", () => {
    const versions = sortedBy({ id: "a" }, "versions");
    expect(versions).toEqual({ id: "a", sort: "versions" });
    expect(orderOf(versions)).toBe("down");
    const up = sortedBy(versions, "versions");
    expect(up).toEqual({ id: "a", sort: "versions", dir: "up" });
    expect(sortedBy(up, "versions")).toEqual(versions);
    expect(orderOf(sortedBy(up, "id"))).toBe("up");
    expect(sortedBy(up, "began")).toEqual({ id: "a" });
    expect(sortedBy({}, "began")).toEqual({ dir: "up" });
  });
});

describe("the parts of the filter", () => {
  it("are told in words", () => {
    const versions = (from?: string, to?: string) =>
      shownValues(withValues({}, "versions", [from, to]), "versions", "utc");
    expect(versions("1000")).toBe("1,000 or more");
    expect(versions(undefined, "7")).toBe("7 or fewer");
    expect(versions("3", "7")).toBe("3 to 7");
    expect(versions("7", "7")).toBe("7");
    expect(shownValues({ deleted: "unknown" }, "deleted", "utc")).toBe("not known");
    const began = withValues({}, "began", ["2025-01-01T00:00:00.000000Z", "2025-02-01T00:00:00.000000Z"]);
    expect(shownValues(began, "began", "utc")).toBe(
      "from 2025-01-01 00:00:00 UTC, before 2025-02-01 00:00:00 UTC",
    );
  });

  it("come and go one by one", () => {
    const search = withValues({ id: "a" }, "versions", ["3", undefined]);
    expect(PART_NAMES.filter((part) => has(search, part))).toEqual(["id", "versions"]);
    expect(isPlain(search)).toBe(false);
    expect(isPlain(withValues(withValues(search, "versions", []), "id", []))).toBe(true);
  });
});

describe("who lists the aggregates", () => {
  const status = (directory: boolean) => ({ directory }) as Parameters<typeof listerOf>[2];

  it("is the catalog once it can, and never of the past", () => {
    expect(listerOf({ sort: "id" }, null, status(true))).toBe("catalog");
    expect(listerOf({ sort: "id" }, null, status(false))).toBe("store");
    expect(listerOf({ sort: "id" }, "2025-01-01T00:00:00.000000Z", status(true))).toBe("store");
  });

  it("is waited for only where the store cannot list the same", () => {
    expect(listerOf({ type: "Server", dir: "up" }, null, undefined)).toBe("store");
    expect(listerOf({ id: "a" }, null, undefined)).toBeNull();
  });

  it("tells what of a link is had", () => {
    const link = { type: "Server", sel: "a", sort: "id", dir: "down", versionsFrom: "3" } as const;
    expect(hadFrom(link, "catalog")).toEqual(link);
    expect(hadFrom(link, "store")).toEqual({ type: "Server", sel: "a" });
    expect(hadFrom({ dir: "up", id: "a" }, "store")).toEqual({ dir: "up" });
  });
});
