import { describe, expect, it } from "vitest";
import type { ChangeDto } from "@/ipc";
import type { JsonNode } from "@/shared/lib/json";
import { changeCounts, type MarkedTree, markedTree } from "./changes";

const added = (path: string, now: string): ChangeDto => ({
  path,
  kind: "added",
  old: null,
  new: now,
  from: null,
});
const changed = (path: string, old: string, now: string): ChangeDto => ({
  path,
  kind: "changed",
  old,
  new: now,
  from: null,
});
const removed = (path: string, old: string): ChangeDto => ({
  path,
  kind: "removed",
  old,
  new: null,
  from: null,
});
const moved = (path: string, from: string): ChangeDto => ({
  path,
  kind: "moved",
  old: null,
  new: null,
  from,
});

/** Every line of a tree: its path, its spelling and its mark. */
function lines({ root, marks }: MarkedTree): string[] {
  const told = (node: JsonNode): string => {
    const mark = marks.get(node);
    const words = !mark
      ? ""
      : mark.kind === "moved"
        ? ` moved from ${mark.from}, ${mark.count} within`
        : "count" in mark
          ? ` ${mark.count} within`
          : "of" in mark
            ? ` part of ${mark.of}`
            : ` ${mark.kind}`;
    return `${node.path} ${node.spelling}${words}${mark && "old" in mark && mark.old !== null ? ` was ${mark.old}` : ""}`;
  };
  const walk = (node: JsonNode): string[] => [told(node), ...node.children.flatMap(walk)];
  return walk(root);
}

const told = (state: string, ...changes: ChangeDto[]) => {
  const made = markedTree(state, changes);
  return made && lines(made);
};

describe("the marks of a state's tree", () => {
  it("stand at the paths that changed, with the old value and every number as it is spelled", () => {
    expect(
      told('{"a":1.10,"b":9007199254740993}', changed("/a", "1.1", "1.10"), added("/b", "9007199254740993")),
    ).toEqual(["  2 within", "/a 1.10 changed was 1.1", "/b 9007199254740993 added"]);
  });

  it("go down into what was added whole, and up to what holds a change", () => {
    expect(told('{"a":{"b":{"c":1}},"d":2}', added("/a/b", '{"c":1}'))).toEqual([
      "  1 within",
      "/a  1 within",
      "/a/b  added",
      "/a/b/c 1 part of added",
      "/d 2",
    ]);
  });

  it("bring back what was removed, where it stood, with all that was in it", () => {
    expect(told('{"a":[1]}', removed("/a/1", '{"x":[2.0]}'), removed("/b~1c~0", '"old"'))).toEqual([
      "  2 within",
      "/a  1 within",
      "/a/0 1",
      "/a/1  removed",
      "/a/1/x  part of removed",
      "/a/1/x/0 2.0 part of removed",
      '/b~1c~0 "old" removed',
    ]);
    const label = markedTree("{}", [removed("/b~1c~0", "1")])?.root.children[0]?.label;
    expect(label).toBe("b/c~");
  });

  it("stand at the root where the whole state was replaced", () => {
    expect(told("5", changed("", '{"a":1}', "5"))).toEqual([' 5 changed was {"a":1}']);
    expect(told('{"a":1}', changed("", "5", '{"a":1}'))).toEqual(["  changed was 5", "/a 1 part of changed"]);
  });

  it("tell where an element stood that moved, and do not take what is in it for moved too", () => {
    expect(told('[{"id":3,"n":"C"},{"id":1}]', moved("/0", "/2"), changed("/0/n", '"c"', '"C"'))).toEqual([
      "  2 within",
      "/0  moved from /2, 1 within",
      "/0/id 3",
      '/0/n "C" changed was "c"',
      "/1 ",
      "/1/id 1",
    ]);
  });

  it("are none where nothing changed", () => {
    expect(told('{"a":{}}')).toEqual([" ", "/a "]);
  });
});

it("makes no tree of what is too deep, and shows a removed value that is too deep as text", () => {
  const deep = "[".repeat(300) + "]".repeat(300);
  expect(markedTree(deep, [])).toBeNull();
  expect(told("{}", removed("/a", deep))).toEqual(["  1 within", `/a ${deep} removed`]);
});

it("counts changes by kind", () => {
  expect(changeCounts([removed("/a", "1"), added("/b", "1"), removed("/c", "1")])).toEqual([
    { kind: "added", count: 1 },
    { kind: "removed", count: 2 },
  ]);
});
