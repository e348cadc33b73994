import { describe, expect, it } from "vitest";
import type { EventRowDto } from "@/ipc";
import { AGES, agesOf, gutterOf, neighbour } from "./blame";

const event = (version: number) => ({ version }) as EventRowDto;

describe("the gutter", () => {
  it("tells who set each path last, and leaves out what nobody set", () => {
    const gutter = gutterOf({
      paths: [
        { path: "", last: 1, before: 0 },
        { path: "/a", last: 0, before: null },
        { path: "/b", last: null, before: null },
        { path: "/c", last: 9, before: null },
      ],
      setters: [event(2), event(7)],
    });
    expect([...gutter].map(([path, { event }]) => [path, event.version])).toEqual([
      ["", 7],
      ["/a", 2],
    ]);
    expect(gutter.get("")?.age).toBe(AGES - 1);
    expect(gutter.get("/a")?.age).toBeLessThan(AGES - 1);
  });
});

describe("ages", () => {
  it("spread the setters evenly, whatever their distance, the newest last", () => {
    const ages = agesOf([900, 1, 2, 901, 3, 5, 4, 902, 903, 904]);
    expect([...ages].sort(([a], [b]) => a - b).map(([, age]) => age)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
  });

  it("of a single setter is the newest, of none are none", () => {
    expect([...agesOf([4, 4])]).toEqual([[4, AGES - 1]]);
    expect(agesOf([]).size).toBe(0);
  });
});

it("finds the settings before and after a version", () => {
  const versions = [9, 1, 5];
  expect(neighbour(versions, 12, "before")).toBe(9);
  expect(neighbour(versions, 9, "before")).toBe(5);
  expect(neighbour(versions, 1, "before")).toBeNull();
  expect(neighbour(versions, 1, "after")).toBe(5);
  expect(neighbour(versions, 6, "after")).toBe(9);
  expect(neighbour(versions, 9, "after")).toBeNull();
});
