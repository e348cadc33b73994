import { expect, it } from "vitest";
import { fakeIpc } from "@/ipc/fake";
import { lastBefore } from "@/shared/lib/asOf";
import { eventAfter, eventBefore, type Lead } from "./steps";

const ipc = fakeIpc({ events: 300 });

async function instants(actor?: string) {
  const page = { after: null, order: "oldestFirst", limit: 1000 } as const;
  const { rows } = await ipc.queryEvents({ actor }, page);
  return [...new Set(rows.map((row) => row.instant ?? ""))];
}

async function walk(find: typeof eventAfter, filter: { actor?: string }, from: string | null) {
  const seen: (string | null)[] = [];
  let at = from;
  for (;;) {
    const lead: Lead = await find(ipc, filter, at);
    if (lead === null || seen.length > 400) return seen;
    seen.push(lead.to);
    at = lead.to;
  }
}

it.each([{}, { actor: "officer-456" }])(
  "walks along every event that fits, both ways: %o",
  async (filter) => {
    const all = await instants(filter.actor);
    const first = all[0] ?? "";
    expect(all.length).toBeGreaterThan(10);
    expect(await walk(eventAfter, filter, lastBefore(first))).toEqual([...all, null]);
    // From now, the first step back leaves the last event; the last one leaves nothing.
    expect(await walk(eventBefore, filter, null)).toEqual([...all.slice(0, -1).reverse(), lastBefore(first)]);
  },
);

it("has nothing after now, nor before nothing", async () => {
  expect(await eventAfter(ipc, {}, null)).toBeNull();
  expect(await eventBefore(ipc, {}, "1999-01-01T00:00:00.000000Z")).toBeNull();
  expect(await eventBefore(ipc, { actor: "nobody" }, null)).toBeNull();
});
