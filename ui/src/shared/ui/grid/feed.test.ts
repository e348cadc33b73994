import { describe, expect, it } from "vitest";
import { Feed, feedSource } from "./feed";

const row = (kind: string) => ({ kind });
const all = () => true;
const created = ({ kind }: { kind: string }) => kind === "created";
const signal = new AbortController().signal;

describe("rows that come in while they are read", () => {
  it("are given as soon as there are some, and the last page once it is known to be it", async () => {
    const feed = new Feed<{ kind: string }>();
    const first = feed.after(-1, all, 10, signal);
    feed.add([row("created"), row("changed")]);
    expect(await first).toMatchObject({ rows: [{ at: 0 }, { at: 1 }], isLast: false });
    const next = feed.after(1, all, 10, signal);
    feed.add([row("deleted")]);
    feed.end();
    expect(await next).toMatchObject({ rows: [{ at: 2 }] });
    expect(await feed.after(2, all, 10, signal)).toEqual({ rows: [], isLast: true });
  });

  it("are told apart by what became of them", async () => {
    const feed = new Feed<{ kind: string }>();
    feed.add([row("created"), row("changed"), row("created"), row("created")]);
    feed.end();
    const page = await feed.after(-1, created, 2, signal);
    expect(page).toMatchObject({ rows: [{ at: 0 }, { at: 2 }], isLast: false });
    expect(await feed.after(2, created, 2, signal)).toMatchObject({ rows: [{ at: 3 }], isLast: true });
    expect(await feed.before(3, created, 9, signal)).toMatchObject({
      rows: [{ at: 2 }, { at: 0 }],
      isLast: true,
    });
  });

  it("are given from the end only once that is known, and are not waited for any longer when stopped", async () => {
    const feed = new Feed<{ kind: string }>();
    feed.add([row("created")]);
    let isDone = false;
    const last = feed.before(null, all, 1, signal).then((page) => {
      isDone = true;
      return page;
    });
    await Promise.resolve();
    expect(isDone).toBe(false);
    feed.add([row("changed")]);
    feed.end();
    expect((await last).rows).toMatchObject([{ at: 1 }]);
    const stop = new AbortController();
    const waiting = new Feed<{ kind: string }>().filled(3, stop.signal);
    stop.abort();
    await waiting;
  });

  it("are another list than those of an earlier try at the same question", () => {
    const [one, other] = [new Feed<{ kind: string }>(), new Feed<{ kind: string }>()];
    expect(feedSource(one, "all").name).not.toBe(feedSource(other, "all").name);
    expect(feedSource(one, "all").name).toBe(feedSource(one, "all").name);
    expect(feedSource(one, "created", created).name).not.toBe(feedSource(one, "all").name);
  });
});
