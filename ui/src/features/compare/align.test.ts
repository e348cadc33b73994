import { describe, expect, it } from "vitest";
import type { ChangeDto } from "@/ipc";
import { aligned, withoutSame } from "./align";

const change = (kind: ChangeDto["kind"], path: string, part: Partial<ChangeDto> = {}): ChangeDto => ({
  kind,
  path,
  old: null,
  new: null,
  from: null,
  ...part,
});

const told = (left: string, right: string, changes: ChangeDto[]) =>
  aligned(left, right, changes)?.map((row) => `${row.path} ${row.kind} ${row.left}|${row.right}`);

describe("two states side by side", () => {
  it("have each path on one line, with what became of it", () => {
    expect(
      told('{"a":1,"b":{"c":1.10,"d":2},"gone":[7]}', '{"a":1,"b":{"c":1.1,"d":2},"new":{"x":1}}', [
        change("changed", "/b/c"),
        change("removed", "/gone"),
        change("added", "/new"),
      ]),
    ).toEqual([
      "/a same 1|1",
      "/b within { 2 keys }|{ 2 keys }",
      "/b/c changed 1.10|1.1",
      "/b/d same 2|2",
      "/gone removed [ 1 item ]|null",
      "/gone/0 removed 7|null",
      "/new added null|{ 1 key }",
      "/new/x added null|1",
    ]);
  });

  it("keep elements of an array together that stand elsewhere now", () => {
    const rows = aligned(
      '[{"id":1,"n":"a"},{"id":2,"n":"b"},{"id":3,"n":"c"}]',
      '[{"id":3,"n":"C"},{"id":1,"n":"a"},{"id":4,"n":"d"}]',
      [
        change("changed", "/0/n"),
        change("removed", "/1"),
        change("moved", "/0", { from: "/2" }),
        change("added", "/2"),
      ],
    );
    const top = rows?.filter(({ level }) => level === 1).map(({ path, kind, from }) => [path, kind, from]);
    expect(top).toEqual([
      ["/0", "moved", "2"],
      ["/1", "removed", null],
      ["/1", "same", null],
      ["/2", "added", null],
    ]);
    expect(rows?.find(({ path }) => path === "/0/n")).toMatchObject({
      left: '"c"',
      right: '"C"',
      kind: "changed",
    });
    const ids = rows?.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("pair keys that occur twice, the first with the first", () => {
    expect(told('{"k":1,"k":2}', '{"k":1,"k":2}', [])).toEqual(["/k same 1|1", "/k same 2|2"]);
  });

  it("are one line where the whole is another, and nothing where a side makes no tree", () => {
    expect(told("1", '"x"', [change("changed", "")])).toEqual([' changed 1|"x"']);
    expect(aligned("", "{}", [])).toBeNull();
  });

  it("can be looked at without what is the same", () => {
    const rows = aligned('{"a":1,"b":2}', '{"a":1,"b":3}', [change("changed", "/b")]) ?? [];
    expect(withoutSame(rows).map(({ path }) => path)).toEqual(["/b"]);
  });
});
