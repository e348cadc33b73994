import { expect, it } from "vitest";
import { tree } from "@/shared/lib/json";
import { treeRows, treeStep } from "./treeRows";

const root = tree('{"a":{"b":[1,2]},"a":3}');
if (!root) throw new Error("the example is valid");

const labels = (closed: string[] = []) =>
  treeRows(root, new Set(closed)).map((row) => `${row.level}${row.node.label}`);

it("unfolds everything but what is closed", () => {
  expect(labels()).toEqual(["1a", "2b", "30", "31", "1a"]);
  expect(labels(["/0/0"])).toEqual(["1a", "2b", "1a"]);
  expect(labels(["/0"])).toEqual(["1a", "1a"]);
});

it("shows a lone value as one line", () => {
  const lone = tree("1.10");
  expect(lone && treeRows(lone, new Set())).toMatchObject([{ level: 1, node: { spelling: "1.10" } }]);
});

it("walks as trees do", () => {
  const rows = treeRows(root, new Set());
  expect(treeStep(rows, "/0", "ArrowDown")).toEqual({ kind: "go", id: "/0/0" });
  expect(treeStep(rows, "/0", "ArrowRight")).toEqual({ kind: "go", id: "/0/0" });
  expect(treeStep(rows, "/0", "ArrowLeft")).toEqual({ kind: "close", id: "/0" });
  expect(treeStep(rows, "/0/0/1", "ArrowLeft")).toEqual({ kind: "go", id: "/0/0" });
  expect(treeStep(rows, "/1", "ArrowDown")).toBeNull();
  expect(treeStep(treeRows(root, new Set(["/0"])), "/0", "ArrowRight")).toEqual({ kind: "open", id: "/0" });
});
