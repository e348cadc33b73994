import { describe, expect, it } from "vitest";
import type { CompletionDto, FoundDto, UnderstoodDto } from "@/ipc";
import { completed, offersFor, spelled } from "./offers";
import { viewsFor } from "./views";

const views = viewsFor(false);
const understood = (more: Partial<UnderstoodDto>): UnderstoodDto => ({
  filter: {},
  terms: [],
  id: null,
  problem: null,
  ...more,
});
const completion: CompletionDto = { label: "actor:", insert: "actor:", from: 4, to: 6, count: null };
const kinds = (...args: Parameters<typeof offersFor>) => offersFor(...args).map(({ kind }) => kind);

describe("what the search box offers", () => {
  it("is every view before anything is typed", () => {
    expect(kinds("", views, [], undefined, [completion])).toEqual(views.map(() => "view"));
  });

  it("is what the text names, and then no search for it", () => {
    const item: FoundDto = { kind: "correlation", correlationId: "c", events: "3" };
    expect(kinds("c", views, [item], understood({ terms: ["c"] }), [])).toEqual(["found", "view", "view"]);
  });

  it("is the search, the views of that name, and ways to go on", () => {
    expect(kinds("tra", views, [], understood({ terms: ["tra"] }), [completion])).toEqual([
      "search",
      "view",
      "completion",
    ]);
    expect(kinds("actor:x", views, [], understood({ filter: { actor: "x" } }), [])).toEqual(["search"]);
  });

  it("is no search where nothing is asked for, or it cannot be understood", () => {
    expect(kinds("zz", views, [], understood({ filter: { actor: null } }), [])).toEqual([]);
    const problem = { message: "There is no filter x:.", from: 0, to: 2 };
    expect(kinds("x:1 a", views, [], understood({ terms: ["a"], problem }), [])).toEqual(["problem"]);
  });
});

it("words are spelled so that they are read again as they are", () => {
  expect(spelled(["word", "two words", 'say "so"', "a:b"])).toBe('word "two words" "say \\"so\\"" "a:b"');
});

it("a completion takes the place of what was typed", () => {
  expect(completed("abc ac", completion)).toBe("abc actor:");
});
