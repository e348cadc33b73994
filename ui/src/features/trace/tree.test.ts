import { describe, expect, it } from "vitest";
import { traceWith } from "./testTrace";
import { allFolded, type Folds, linesOf, revealing } from "./tree";

const OPEN: Folds = { closed: new Set(), opened: new Set(), isGrouped: true };
const ids = (lines: ReturnType<typeof linesOf>) => lines.map(({ id, level }) => `${id}@${level}`);

/** A root with four alike children, of which each has one child, and another root. */
const FAN = traceWith(
  [{ depth: 0 }, ...[0, 1, 2, 3].flatMap(() => [{ depth: 1 }, { depth: 2 }]), { depth: 0 }],
  [{ first: 1, count: 4, end: 9 }],
);

describe("the lines of a tree", () => {
  it("are one for each node, with level, place and number of siblings", () => {
    const lines = linesOf(FAN, { ...OPEN, isGrouped: false });
    expect(ids(lines)).toEqual("n0@1 n1@2 n2@3 n3@2 n4@3 n5@2 n6@3 n7@2 n8@3 n9@1".split(" "));
    expect(lines.map(({ place, set }) => `${place}/${set.size}`)).toEqual(
      "1/2 1/4 1/1 2/4 1/1 3/4 1/1 4/4 1/1 2/2".split(" "),
    );
    expect(lines.map(({ isOpen }) => isOpen)).toContain(null);
  });

  it("show alike siblings as one that can be unfolded", () => {
    const folded = linesOf(FAN, OPEN);
    expect(ids(folded)).toEqual(["n0@1", "g1@2", "n9@1"]);
    expect(folded[1]).toMatchObject({ group: 4, node: 1, isOpen: false });
    const unfolded = linesOf(FAN, { ...OPEN, opened: new Set(["g1"]) });
    expect(ids(unfolded).slice(0, 4)).toEqual(["n0@1", "g1@2", "n1@3", "n2@4"]);
    expect(unfolded).toHaveLength(11);
    expect(unfolded[3]?.place).toBe(1);
    expect(unfolded.at(-1)).toMatchObject({ id: "n9", place: 2 });
  });

  it("leave out what hangs from a folded one", () => {
    expect(ids(linesOf(FAN, { ...OPEN, closed: new Set(["n0"]) }))).toEqual(["n0@1", "n9@1"]);
  });

  it("leave two alike siblings as they are", () => {
    const two = traceWith([{ depth: 0 }, { depth: 0 }], [{ first: 0, count: 2, end: 2 }]);
    expect(ids(linesOf(two, OPEN))).toEqual(["n0@1", "n1@1"]);
  });

  it("come of a chain of any depth at once", () => {
    const chain = traceWith(Array.from({ length: 100_000 }, (_, depth) => ({ depth })));
    const begun = performance.now();
    const lines = linesOf(chain, OPEN);
    expect(lines).toHaveLength(100_000);
    expect(lines.at(-1)?.level).toBe(100_000);
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it("can all be folded and unfolded", () => {
    expect(ids(linesOf(FAN, allFolded(FAN, OPEN, true)))).toEqual(["n0@1", "n9@1"]);
    expect(linesOf(FAN, allFolded(FAN, OPEN, false))).toHaveLength(11);
  });

  it("show a node wherever it was folded away", () => {
    const hidden = { ...OPEN, closed: new Set(["n0", "n5"]) };
    const shown = linesOf(FAN, revealing(FAN, hidden, 6));
    expect(ids(shown)).toContain("n6@4");
  });

  it("survive lengths that make no sense", () => {
    const odd = traceWith([{ depth: 0 }, { depth: 0 }], [{ first: 0, count: 9, end: 0 }]);
    for (const node of odd.nodes) node.size = 0;
    expect(linesOf(odd, { ...OPEN, isGrouped: false })).toHaveLength(2);
  });
});
