import { describe, expect, it, vi } from "vitest";
import { GridController } from "./controller";
import type { GridSource, Ranks } from "./source";

/** A hundred thousand rows, nine of ten of them at the very end of a million positions. */
const POSITIONS = Array.from({ length: 100_000 }, (_, rank) =>
  rank < 10_000 ? rank * 90 + 1 : 900_000 + rank - 10_000,
);
const TOTAL = POSITIONS.length;

function indexAt(position: number): number {
  let low = 0;
  let high = TOTAL;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((POSITIONS[middle] ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

const RANKS: Ranks = {
  count: async () => TOTAL,
  rankOf: async (position) => indexAt(Number(position)),
  positionAt: async (rank) => String(POSITIONS[rank]),
};

function source(ranks: Ranks | undefined): GridSource<number> {
  return {
    name: "uneven",
    ascending: true,
    position: String,
    ranks,
    load: async (direction, after, limit) => {
      if (direction === "forward") {
        const from = after === null ? 0 : indexAt(Number(after) + 1);
        return { rows: POSITIONS.slice(from, from + limit), isLast: from + limit >= TOTAL };
      }
      const until = after === null ? TOTAL : indexAt(Number(after));
      const from = Math.max(0, until - limit);
      return { rows: POSITIONS.slice(from, until).reverse(), isLast: from === 0 };
    },
  };
}

/** What was asked of the catalog and the store has been answered. */
const rest = () => new Promise((resolve) => setTimeout(resolve, 5));

async function opened(ranks: Ranks | undefined, at: string | null = null) {
  const controller = new GridController(source(ranks));
  controller.setView(20);
  controller.start(at === null ? null : { position: at });
  await rest();
  return controller;
}

/** How many rows stand before the first in sight. */
function first(controller: GridController<number>): number {
  const { buffer } = controller.read();
  return POSITIONS.indexOf(buffer?.rows[Math.ceil(buffer.top)] ?? -1);
}

describe("a list whose rows are spread unevenly", () => {
  it("is gone along by rank, and tells the same place back", async () => {
    const controller = await opened(RANKS);
    for (const fraction of [0.5, 0.25, 0.999, 0.001]) {
      controller.scrollTo(fraction);
      await rest();
      expect(first(controller)).toBe(Math.round(fraction * (TOTAL - 20)));
      expect(controller.fraction()).toBeCloseTo(fraction, 5);
      expect(controller.standing()).toEqual({ row: first(controller) + 1, total: TOTAL });
    }
  });

  it("has every row numbered, however it is reached", async () => {
    const controller = await opened(RANKS);
    const isNumbered = () => {
      const { buffer } = controller.read();
      expect(buffer?.rank).toBe(POSITIONS.indexOf(buffer?.rows[0] ?? -1));
    };
    isNumbered();
    controller.toEnd();
    await rest();
    isNumbered();
    controller.jump(String(POSITIONS[70_000]));
    await rest();
    isNumbered();
    for (let step = 0; step < 60; step += 1) {
      controller.scrollBy(30);
      await rest();
    }
    isNumbered();
    expect(first(controller)).toBeGreaterThan(71_000);
  });

  it("keeps the thumb where it was until the rank of a place is known", async () => {
    let tell = (_: number) => {};
    const rankOf = () =>
      new Promise<number>((resolve) => {
        tell = resolve;
      });
    const controller = await opened({ ...RANKS, rankOf });
    controller.scrollTo(0.5);
    await rest();
    controller.jump(String(POSITIONS[90_000]));
    expect(controller.fraction()).toBeCloseTo(0.5, 5);
    await rest();
    expect(controller.fraction()).toBeCloseTo(0.5, 5);
    expect(controller.standing()).toBeNull();
    const held = controller.read().buffer?.rows[0] ?? -1;
    tell(POSITIONS.indexOf(held));
    await rest();
    expect(controller.fraction()).toBeCloseTo(0.9, 2);
  });

  it("goes by positions while rows cannot be counted, and by rank once they are", async () => {
    vi.useFakeTimers();
    try {
      const count = vi
        .fn<Ranks["count"]>()
        .mockResolvedValueOnce(null)
        .mockRejectedValueOnce(new Error("not yet"));
      count.mockResolvedValue(TOTAL);
      const controller = new GridController(source({ ...RANKS, count }));
      controller.setView(20);
      controller.start(null);
      await vi.advanceTimersByTimeAsync(10);
      controller.scrollTo(0.5);
      await vi.advanceTimersByTimeAsync(10);
      expect(first(controller)).toBeLessThan(10_000);
      expect(controller.read().buffer?.rank).toBeNull();
      await vi.advanceTimersByTimeAsync(2_100);
      expect(controller.read().buffer?.rank).toBeGreaterThan(0);
      controller.scrollTo(0.5);
      await vi.advanceTimersByTimeAsync(10);
      expect(first(controller)).toBe(49_990);
      controller.stop();
      const asked = count.mock.calls.length;
      await vi.advanceTimersByTimeAsync(5_000);
      expect(count).toHaveBeenCalledTimes(asked);
    } finally {
      vi.useRealTimers();
    }
  });

  it("stops what is superseded", async () => {
    const signals: AbortSignal[] = [];
    const positionAt: Ranks["positionAt"] = (rank, total, signal) => {
      signals.push(signal);
      return RANKS.positionAt(rank, total, signal);
    };
    const controller = await opened({ ...RANKS, positionAt });
    controller.scrollTo(0.3);
    controller.scrollTo(0.6);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    await rest();
    expect(first(controller)).toBe(Math.round(0.6 * (TOTAL - 20)));
  });

  it("shows rows around a selected one as far below the edge as it stood before", async () => {
    const controller = await opened(RANKS, String(POSITIONS[50_000]));
    const offset = controller.offsetOf(String(POSITIONS[50_003]));
    const other = new GridController(source(RANKS));
    other.setView(20);
    other.start({ position: String(POSITIONS[50_003]), offset: offset ?? undefined });
    await rest();
    expect(other.offsetOf(String(POSITIONS[50_003]))).toBe(offset);
    expect(offset).toBe(10);
    expect(controller.offsetOf(String(POSITIONS[60_000]))).toBeNull();
  });
});
