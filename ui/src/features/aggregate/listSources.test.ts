import { describe, expect, it } from "vitest";
import { fakeIpc } from "@/ipc/fake";
import { type DirectorySearch, directoryQuery } from "./directory";
import { directorySource, type ListedAggregate, storeSource } from "./listSources";

const { signal } = new AbortController();
const ipc = fakeIpc({ events: 2000 });
const bare = ({ at: _, deleted: __, ...item }: ListedAggregate) => item;

describe("the aggregates as the store lists them", () => {
  it.each(["newestFirst", "oldestFirst"] as const)("come the same way from both ends, %s", async (order) => {
    const source = storeSource(ipc, "Server", order, "2000");
    const forward = await source.load("forward", null, 1000, signal);
    const backward = await source.load("backward", null, 1000, signal);
    expect(forward.rows.length).toBeGreaterThan(10);
    expect(forward.rows).toEqual(backward.rows.toReversed());
    expect(forward.rows.every((row) => row.aggregateType === "Server")).toBe(true);
    const positions = forward.rows.map((row) => Number(source.position(row)));
    expect(positions).toEqual(positions.toSorted((a, b) => (source.ascending ? a - b : b - a)));
  });

  it("are another list after something was written", () => {
    const name = (events: string) => storeSource(ipc, null, "newestFirst", events).name;
    expect(name("1")).not.toBe(name("2"));
  });
});

describe("the aggregates as the catalog lists them", () => {
  const source = (search = {}) => directorySource(ipc, directoryQuery(search, null), "2000", 20);

  it("are those of the store in its order, and look alike", async () => {
    const store = storeSource(ipc, null, "newestFirst", "2000");
    const catalog = source();
    expect(catalog.kin).toBe(store.kin);
    expect(source({ sort: "id" }).kin).not.toBe(store.kin);
    const rows = (await catalog.load("forward", null, 1000, signal)).rows.map(bare);
    expect(rows).toEqual((await store.load("forward", null, 1000, signal)).rows.map(bare));
  });

  it("come in pages in both directions, each once and with its rank", async () => {
    for (const direction of ["forward", "backward"] as const) {
      const list = source({ sort: "versions", versionsFrom: "2" });
      const seen: ListedAggregate[] = [];
      for (let isLast = false, after: string | null = null; !isLast; ) {
        const page = await list.load(direction, after, 7, signal);
        seen.push(...page.rows);
        ({ isLast } = page);
        after = list.position(seen.at(-1) as ListedAggregate);
      }
      const rows = direction === "forward" ? seen : seen.toReversed();
      expect(rows.map(({ at }) => Number(at))).toEqual(rows.map((_, rank) => rank));
      expect(rows.length).toBe(await list.ranks?.count(signal));
      const versions = rows.map(({ lastVersion }) => lastVersion);
      expect(versions).toEqual(versions.toSorted((a, b) => b - a));
      expect(versions.at(-1)).toBeGreaterThanOrEqual(2);
    }
  });

  it("stand still while aggregates are looked at, unless marks order or narrow them", () => {
    const at = (step: number, search: DirectorySearch) =>
      directorySource(ipc, directoryQuery(search, null), "2000", step);
    const [before, after] = [at(3, { sort: "id" }), at(4, { sort: "id" })];
    expect(before.name).not.toBe(after.name);
    expect([before.kin, before.axis]).toEqual([after.kin, after.axis]);
    expect(before.axis).toBeDefined();
    expect(at(3, { sort: "deleted" }).axis).toBeUndefined();
    expect(at(3, { deleted: "no" }).axis).toBeUndefined();
  });

  it("are found by their ids, where they fit", async () => {
    const list = source({ sort: "id" });
    const { rows } = await list.load("forward", "4", 1, signal);
    expect(await list.placeOf(rows[0]?.aggregateId ?? "", signal)).toBe("5");
    expect(await list.placeOf("no such", signal)).toBeNull();
    expect(await storeSource(ipc, null, "newestFirst", "1").placeOf("no such", signal)).toBeNull();
  });

  it("are none, without a fault, where none fits", async () => {
    const none = source({ id: "no such" });
    for (const direction of ["forward", "backward"] as const)
      expect(await none.load(direction, null, 9, signal)).toEqual({ rows: [], isLast: true });
  });
});
