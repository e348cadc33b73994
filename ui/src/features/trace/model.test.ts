import { describe, expect, it } from "vitest";
import { readTraceSearch, selectedNode, selectionOf } from "./model";
import { traceWith } from "./testTrace";

describe("a link to a trace", () => {
  it("keeps what it knows and drops the rest", () => {
    const known = {
      sel: "12",
      pane: "change",
      by: "actor",
      quiet: "folded",
      alike: "apart",
      view: "compare",
    };
    expect(readTraceSearch({ ...known, with: "other", only: "differences", more: "x" })).toEqual({
      ...known,
      with: "other",
      only: "differences",
    });
    expect(readTraceSearch({ sel: "x", by: "aggregate", view: "tree", quiet: "yes", with: "" })).toEqual({});
  });

  it("names one thing only", () => {
    expect(readTraceSearch({ sel: "12", node: "command" })).toEqual({ sel: "12" });
    expect(readTraceSearch({ node: "command" })).toEqual({ node: "command" });
  });

  it("names a node, and finds it again", () => {
    const trace = traceWith([
      { depth: 0, kind: "command", id: "one", position: null },
      { depth: 1, position: "44" },
    ]);
    expect(selectionOf(trace, 0)).toEqual({ node: "one" });
    expect(selectionOf(trace, 1)).toEqual({ sel: "44" });
    for (const node of [0, 1]) expect(selectedNode(trace, selectionOf(trace, node))).toBe(node);
    expect(selectedNode(trace, {})).toBeNull();
    expect(selectedNode(trace, { sel: "45" })).toBeNull();
  });
});
