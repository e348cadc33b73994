import { describe, expect, it } from "vitest";
import type { PageOf } from "./buffer";
import { GridController } from "./controller";
import type { GridSource } from "./source";

interface Asked {
  direction: string;
  after: string | null;
  signal: AbortSignal;
  answer: () => Promise<void>;
  fail: (failure: Error) => Promise<void>;
}

/** A list of rows 1..n whose answers come when the test says so. */
function slowList(length: number) {
  const asked: Asked[] = [];
  const source: GridSource<number> = {
    name: "rows",
    ascending: true,
    position: String,
    load: (direction, after, limit, signal) =>
      new Promise<PageOf<number>>((resolve, reject) => {
        const from = after === null ? (direction === "forward" ? 0 : length + 1) : Number(after);
        const step = direction === "forward" ? 1 : -1;
        const rows: number[] = [];
        for (let row = from + step; row >= 1 && row <= length && rows.length < limit; row += step)
          rows.push(row);
        const last = rows.at(-1);
        const isLast = last === undefined || last === (direction === "forward" ? length : 1);
        asked.push({
          direction,
          after,
          signal,
          answer: async () => settle(() => resolve({ rows, isLast })),
          fail: async (failure) => settle(() => reject(failure)),
        });
      }),
  };
  const answerAll = async () => {
    for (let next = asked.shift(); next; next = asked.shift()) await next.answer();
  };
  return { source, asked, answerAll };
}

async function settle(act: () => void) {
  act();
  await new Promise((resolve) => setTimeout(resolve));
}

const top = (controller: GridController<number>) => {
  const { buffer } = controller.read();
  return buffer ? buffer.rows[Math.ceil(buffer.top)] : undefined;
};

async function opened(length: number, at: string | null = null) {
  const list = slowList(length);
  const controller = new GridController(list.source);
  controller.setView(20);
  controller.start(at === null ? null : { position: at });
  await list.answerAll();
  return { ...list, controller };
}

describe("a grid over a million rows", () => {
  it("begins at the first row and knows both ends", async () => {
    const { controller } = await opened(1_000_000);
    expect(top(controller)).toBe(1);
    expect(controller.read().ends).toEqual({ first: 1n, last: 1_000_000n });
    expect(controller.fraction()).toBe(0);
  });

  it("goes anywhere by a fraction, and tells the same fraction back", async () => {
    const { controller, answerAll } = await opened(1_000_000);
    controller.scrollTo(0.5);
    await answerAll();
    expect(top(controller)).toBe(500_000);
    expect(controller.fraction()).toBeCloseTo(0.5, 4);
    controller.scrollTo(1);
    await answerAll();
    expect(top(controller)).toBe(999_981);
    expect(controller.fraction()).toBe(1);
  });

  it("shows the last place asked for, and stops the ones before", async () => {
    const { controller, asked, answerAll } = await opened(1_000_000);
    controller.scrollTo(0.3);
    controller.scrollTo(0.6);
    const [stale, wanted] = [...asked];
    expect(stale?.signal.aborted).toBe(true);
    expect(wanted?.signal.aborted).toBe(false);
    await wanted?.answer();
    await stale?.answer();
    asked.splice(0, 2);
    await answerAll();
    expect(top(controller)).toBe(600_000);
  });

  it("goes on to a place while its own size changes", async () => {
    const { controller, answerAll } = await opened(1_000_000);
    controller.jump("700000");
    controller.setView(12);
    await answerAll();
    expect(controller.read().buffer?.rows).toContain(700_000);
  });

  it("begins around a selected row, with rows before it in sight", async () => {
    const { controller } = await opened(1_000_000, "700000");
    const rows = controller.read().buffer?.rows ?? [];
    expect(rows).toContain(700_000);
    expect(top(controller)).toBeLessThan(700_000);
    expect(top(controller)).toBeGreaterThan(700_000 - 20);
  });

  it("keeps loading ahead while it is scrolled", async () => {
    const { controller, answerAll } = await opened(1_000_000);
    for (let step = 0; step < 100; step += 1) {
      controller.scrollBy(15);
      await answerAll();
    }
    expect(top(controller)).toBe(1501);
    for (let step = 0; step < 100; step += 1) {
      controller.scrollBy(-15);
      await answerAll();
    }
    expect(top(controller)).toBe(1);
  });
});

describe("stepping", () => {
  it("walks from the selected row and stops at the ends", async () => {
    const { controller } = await opened(5);
    expect(controller.neighbour("3", 1)).toBe(4);
    expect(controller.neighbour("3", 50)).toBe(5);
    expect(controller.neighbour("3", -50)).toBe(1);
  });

  it("begins at the top of what is in sight", async () => {
    const { controller } = await opened(5);
    expect(controller.neighbour(null, 1)).toBe(1);
    expect(controller.neighbour("99", -1)).toBe(1);
  });

  it("hears of the row at the end when it is there", async () => {
    const { controller, answerAll } = await opened(1_000_000);
    const heard: unknown[] = [];
    controller.toEnd((row) => heard.push(row));
    expect(heard).toEqual([]);
    await answerAll();
    expect(heard).toEqual([1_000_000]);
  });
});

describe("failures", () => {
  it("are told, keep what is shown, and can be tried again", async () => {
    const { controller, asked, answerAll } = await opened(1_000_000);
    controller.scrollTo(0.5);
    await asked.shift()?.fail(new Error("the disk is gone"));
    expect(controller.read().failure).toEqual(new Error("the disk is gone"));
    expect(top(controller)).toBe(1);
    controller.retry();
    await answerAll();
    expect(controller.read().failure).toBeNull();
    expect(top(controller)).toBe(500_000);
  });

  it("of stopped work are no failures", async () => {
    const { controller, asked } = await opened(1_000_000);
    controller.scrollTo(0.5);
    controller.stop();
    await asked.shift()?.fail(new Error("stopped"));
    expect(controller.read().failure).toBeNull();
  });
});

it("goes back to what there is when a place lies behind the last row", async () => {
  const { controller } = await opened(50, "900");
  expect(controller.read().buffer?.rows.at(-1)).toBe(50);
  expect(controller.read().buffer?.rows[0]).toBe(1);
});

it("says so when there is nothing", async () => {
  const { controller } = await opened(0);
  expect(controller.read().buffer).toMatchObject({ rows: [], atStart: true, atEnd: true });
});
