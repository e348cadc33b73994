import { describe, expect, it } from "vitest";
import type { ComparedDto } from "@/ipc";
import { Feed } from "./feed";

const row = (kind: ComparedDto["kind"]) => ({ kind }) as ComparedDto;
const signal = new AbortController().signal;

describe("rows that come in while they are read", () => {
  it("are given as soon as there are some, and the last page once it is known to be it", async () => {
    const feed = new Feed();
    const first = feed.after(-1, undefined, 10, signal);
    feed.add([row("created"), row("changed")]);
    expect(await first).toMatchObject({ rows: [{ at: 0 }, { at: 1 }], isLast: false });
    const next = feed.after(1, undefined, 10, signal);
    feed.add([row("deleted")]);
    feed.end();
    expect(await next).toMatchObject({ rows: [{ at: 2 }] });
    expect(await feed.after(2, undefined, 10, signal)).toEqual({ rows: [], isLast: true });
  });

  it("are told apart by what became of them", async () => {
    const feed = new Feed();
    feed.add([row("created"), row("changed"), row("created"), row("created")]);
    feed.end();
    const page = await feed.after(-1, "created", 2, signal);
    expect(page).toMatchObject({ rows: [{ at: 0 }, { at: 2 }], isLast: false });
    expect(await feed.after(2, "created", 2, signal)).toMatchObject({ rows: [{ at: 3 }], isLast: true });
    expect(await feed.before(3, "created", 9, signal)).toMatchObject({
      rows: [{ at: 2 }, { at: 0 }],
      isLast: true,
    });
  });

  it("are given from the end only once that is known, and are not waited for any longer when stopped", async () => {
    const feed = new Feed();
    feed.add([row("created")]);
    let isDone = false;
    const last = feed.before(null, undefined, 1, signal).then((page) => {
      isDone = true;
      return page;
    });
    await Promise.resolve();
    expect(isDone).toBe(false);
    feed.add([row("changed")]);
    feed.end();
    expect((await last).rows).toMatchObject([{ at: 1 }]);
    const stop = new AbortController();
    const waiting = new Feed().filled(3, stop.signal);
    stop.abort();
    await waiting;
  });
});
