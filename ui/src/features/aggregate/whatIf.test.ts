import { describe, expect, it } from "vitest";
import type { ProjectionDto } from "@/ipc";
import {
  foldsFor,
  foldWords,
  isReal,
  pointWithout,
  REAL,
  readWhatIf,
  searchOfWhatIf,
  toggled,
  whatIfOf,
} from "./whatIf";

describe("what a link supposes", () => {
  it("is read kindly, and nothing else gets through", () => {
    expect(readWhatIf({ without: "7,3,3,x,-1,0", fold: "account.js" })).toEqual({
      without: "3,7",
      fold: "account.js",
    });
    expect(readWhatIf({ without: 4 })).toEqual({ without: "4" });
    expect(readWhatIf({ without: "soon", fold: "" })).toEqual({});
  });

  it("comes back as it went", () => {
    for (const search of [{}, { without: "3,7" }, { fold: "merge" }, { without: "1", fold: "account.js" }]) {
      expect(searchOfWhatIf(whatIfOf(search))).toEqual({ without: undefined, fold: undefined, ...search });
    }
    expect(whatIfOf({ fold: "merge" }).fold).toEqual({ kind: "merge" });
    expect(whatIfOf({ fold: "a.js" }).fold).toEqual({ kind: "projection", file: "a.js" });
  });

  it("is nothing where nothing is left out and the fold is the usual one", () => {
    expect(isReal(REAL)).toBe(true);
    expect(isReal(whatIfOf({ without: "1" }))).toBe(false);
    expect(isReal(whatIfOf({ fold: "merge" }))).toBe(false);
  });
});

it("leaves versions out and takes them in again, in order", () => {
  const two = toggled(toggled(REAL, 7), 3);
  expect(two.without).toEqual([3, 7]);
  expect(toggled(two, 7).without).toEqual([3]);
});

it("looks from a later point, or from the latest state", () => {
  const point = { kind: "version", version: 9 } as const;
  expect(pointWithout(3, 9, point)).toBe(point);
  expect(pointWithout(9, 9, point)).toEqual({ kind: "latest" });
  expect(pointWithout(3, null, point)).toEqual({ kind: "latest" });
});

it("says what folded a state", () => {
  expect(foldWords({ kind: "merge", problem: null })).toContain("RFC 7396");
  expect(foldWords({ kind: "projection", file: "a.js", version: 2, hash: "0123456789abcdef" })).toBe(
    "projection a.js, version 2, 01234567",
  );
});

describe("the ways to fold a type", () => {
  const module = (file: string, part: Partial<ProjectionDto> = {}): ProjectionDto => ({
    file,
    aggregateType: "Account",
    version: 1,
    hash: "",
    problem: null,
    inUse: false,
    ...part,
  });

  it("are the usual one and those that differ from it", () => {
    const items = [module("a.js", { inUse: true }), module("b.js"), module("c.js", { version: null })];
    expect(foldsFor("Account", items)).toEqual([
      { kind: "auto" },
      { kind: "merge" },
      { kind: "projection", file: "b.js" },
    ]);
  });

  it("leave merge patch out where that is the usual one, and what folds another type", () => {
    expect(
      foldsFor("Account", [module("b.js"), module("d.js", { aggregateType: "Server", inUse: true })]),
    ).toEqual([{ kind: "auto" }, { kind: "projection", file: "b.js" }]);
  });
});
