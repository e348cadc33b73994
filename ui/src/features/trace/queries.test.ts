import { describe, expect, it } from "vitest";
import type { EventRowDto, Ipc } from "@/ipc";
import { latestOf, traceSource } from "./queries";

const ROWS = Array.from({ length: 7 }, (_, index) => ({
  position: String((index + 1) * 10),
  instant: `2026-01-06T10:00:0${index}.000000Z`,
  correlationId: index < 6 ? `c${index % 3}` : null,
})) as EventRowDto[];

/** A backend that holds one trace of these rows. */
const ipc = {
  queryEvents: async (_filter, { after, order, limit }) => {
    const isForward = order === "oldestFirst";
    const along = isForward ? ROWS : ROWS.toReversed();
    const left = along.filter(({ position }) =>
      after === null || isForward ? BigInt(position) > BigInt(after ?? 0) : BigInt(position) < BigInt(after),
    );
    const rows = left.slice(0, limit);
    return { rows, next: left.length > limit ? (rows.at(-1)?.position ?? null) : null };
  },
} as Pick<Ipc, "queryEvents"> as Ipc;

const { signal } = new AbortController();
const source = traceSource(ipc, { correlationId: "c", asOf: null }, "7");

async function read(direction: "forward" | "backward", after: string | null, limit: number) {
  const { rows, isLast } = await source.load(direction, after, limit, signal);
  return { rows: rows.map(({ event, previous }) => [event.position, previous?.slice(17, 19)]), isLast };
}

describe("the rows of a trace", () => {
  it("know the event before from the beginning on", async () => {
    expect(await read("forward", null, 2)).toEqual({
      rows: [
        ["10", undefined],
        ["20", "00"],
      ],
      isLast: false,
    });
  });

  it("know the event before at the beginning of a later page, and of a jump between two events", async () => {
    const expected = {
      rows: [
        ["60", "04"],
        ["70", "05"],
      ],
      isLast: true,
    };
    expect(await read("forward", "50", 9)).toEqual(expected);
    expect(await read("forward", "55", 9)).toEqual(expected);
  });

  it("know the event before when they are read backwards, nearest first", async () => {
    expect(await read("backward", "40", 2)).toEqual({
      rows: [
        ["30", "01"],
        ["20", "00"],
      ],
      isLast: false,
    });
    expect(await read("backward", "30", 2)).toEqual({
      rows: [
        ["20", "00"],
        ["10", undefined],
      ],
      isLast: true,
    });
  });
});

describe("the latest operations", () => {
  it("are each told by their last event, and events without a correlation are none", () => {
    expect(latestOf(ROWS.toReversed()).map(({ position }) => position)).toEqual(["60", "50", "40"]);
  });
});
