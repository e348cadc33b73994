import { describe, expect, it } from "vitest";
import type { EventRowDto, Ipc } from "@/ipc";
import { fakeIpc } from "@/ipc/fake";
import { eventsSource } from "./queries";

const { signal } = new AbortController();
const LIMIT = 120;

/** A backend with events at these versions only, which counts how often it is asked. */
function history(versions: number[]) {
  let asked = 0;
  const aggregateEvents = async (_: string, after: number, limit: number) => {
    asked += 1;
    const rows = versions.filter((version) => version > after).slice(0, limit);
    return rows.map((version) => ({ version }) as EventRowDto);
  };
  return { ipc: { ...fakeIpc({ events: 1 }), aggregateEvents } as Ipc, asked: () => asked };
}

async function walk(versions: number[], direction: "forward" | "backward") {
  const { ipc, asked } = history(versions);
  const source = eventsSource(ipc, "a", versions.at(-1) ?? 0);
  const seen: number[] = [];
  let after: string | null = null;
  for (;;) {
    const page = await source.load(direction, after, LIMIT, signal);
    seen.push(...page.rows.map(({ version }) => version));
    const last = page.rows.at(-1);
    if (page.isLast || !last) return { seen, asked: asked() };
    after = source.position(last);
  }
}

describe("the events of an aggregate", () => {
  const long = Array.from({ length: 1000 }, (_, index) => index + 1);

  it("come in pages in both directions, each once", async () => {
    expect((await walk(long, "forward")).seen).toEqual(long);
    expect((await walk(long, "backward")).seen).toEqual(long.toReversed());
  });

  it("come in pages across gaps that another program left, however wide", async () => {
    const holed = [1, 2, 3, 500, ...long.map((version) => version + 4_000_000), 4_290_000_000];
    expect((await walk(holed, "forward")).seen).toEqual(holed);
    const { seen, asked } = await walk(holed, "backward");
    expect(seen).toEqual(holed.toReversed());
    expect(asked).toBeLessThan(200);
  });

  it("end where they ended by an instant, though more came later", async () => {
    const { ipc } = history(long);
    const source = eventsSource(ipc, "a", 300);
    const page = await source.load("forward", "290", LIMIT, signal);
    expect(page.rows.map(({ version }) => version)).toEqual(long.slice(290, 300));
    expect(page.isLast).toBe(true);
    expect((await source.load("backward", null, 1, signal)).rows[0]?.version).toBe(300);
  });

  it("are none before the first", async () => {
    const { ipc } = history([700, 701]);
    const before = await eventsSource(ipc, "a", 701).load("backward", "700", LIMIT, signal);
    expect(before).toEqual({ rows: [], isLast: true });
  });
});
