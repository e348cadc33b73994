import { describe, expect, it } from "vitest";
import { gridStep, type TreeGridRow, topFor } from "./treeSteps";

const row = (id: string, level: number, isOpen: boolean | null): TreeGridRow => ({
  id,
  level,
  isOpen,
  place: 1,
  set: { size: 1 },
});
const ROWS = [row("a", 1, true), row("b", 2, true), row("c", 3, null), row("d", 2, false), row("e", 1, null)];

describe("a key in a tree of lines", () => {
  it("walks from line to line and stops at the ends", () => {
    expect(gridStep(ROWS, 0, "ArrowDown", 3)).toEqual({ kind: "go", index: 1 });
    expect(gridStep(ROWS, 0, "ArrowUp", 3)).toEqual({ kind: "go", index: 0 });
    expect(gridStep(ROWS, 1, "PageDown", 9)).toEqual({ kind: "go", index: 4 });
    expect(gridStep(ROWS, 4, "PageUp", 3)).toEqual({ kind: "go", index: 1 });
    expect(gridStep(ROWS, 2, "End", 3)).toEqual({ kind: "go", index: 4 });
    expect(gridStep(ROWS, 2, "Home", 3)).toEqual({ kind: "go", index: 0 });
  });

  it("folds an open line, and goes from any other to its parent", () => {
    expect(gridStep(ROWS, 1, "ArrowLeft", 3)).toEqual({ kind: "close", index: 1 });
    expect(gridStep(ROWS, 2, "ArrowLeft", 3)).toEqual({ kind: "go", index: 1 });
    expect(gridStep(ROWS, 3, "ArrowLeft", 3)).toEqual({ kind: "go", index: 0 });
    expect(gridStep(ROWS, 4, "ArrowLeft", 3)).toBeNull();
  });

  it("unfolds a folded line, and goes from an open one to its first child", () => {
    expect(gridStep(ROWS, 3, "ArrowRight", 3)).toEqual({ kind: "open", index: 3 });
    expect(gridStep(ROWS, 0, "ArrowRight", 3)).toEqual({ kind: "go", index: 1 });
    expect(gridStep(ROWS, 2, "ArrowRight", 3)).toBeNull();
  });

  it("begins with the first line, and does nothing where there is none", () => {
    expect(gridStep(ROWS, null, "ArrowDown", 3)).toEqual({ kind: "go", index: 0 });
    expect(gridStep(ROWS, null, "ArrowLeft", 3)).toBeNull();
    expect(gridStep([], null, "End", 3)).toBeNull();
    expect(gridStep(ROWS, 0, "x", 3)).toBeNull();
  });
});

describe("where a list begins", () => {
  it("stays while the line is in sight", () => {
    expect(topFor(5, 3, 10, 100)).toBe(3);
  });

  it("moves as little as it must for a line nearby, and brings one far away to the middle", () => {
    expect(topFor(13, 3, 10, 100)).toBe(4);
    expect(topFor(2, 3, 10, 100)).toBe(2);
    expect(topFor(60, 3, 10, 100)).toBe(55);
  });

  it("never shows room behind the last line", () => {
    expect(topFor(99, 0, 10, 100)).toBe(90);
    expect(topFor(1, 95, 10, 20)).toBe(0);
  });
});
