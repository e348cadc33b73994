import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { IpcError, type MomentDto } from "@/ipc";
import { fakeIpc } from "@/ipc/fake";
import { faults } from "@/test/axe";
import { EVENTS, link, longest, openAggregate } from "./testWindow";

const panel = async () => within(await screen.findByRole("region", { name: "Moments" }));

describe("when did this first", () => {
  it("is asked of every aggregate of the type, and each answer leads to its aggregate at that version", async () => {
    const { user, router, aggregate, real } = await openAggregate();
    await user.click(await screen.findByRole("button", { name: "When…" }));
    const ask = await panel();
    await user.type(ask.getByRole("textbox", { name: "When path" }), "/classification");
    await user.click(ask.getByRole("button", { name: /What it does/ }));
    await user.click(await screen.findByRole("option", { name: "becomes" }));
    await user.type(ask.getByRole("textbox", { name: "Value, as JSON" }), '"Confidential"');
    await user.click(ask.getByRole("radio", { name: `Every ${aggregate.aggregateType}` }));
    await user.click(ask.getByRole("button", { name: "Find" }));
    const hits: MomentDto[] = [];
    const found = await real.findMoments(
      { kind: "type", aggregateType: aggregate.aggregateType },
      { path: "/classification", test: { kind: "equals", value: '"Confidential"' } },
      { kind: "auto" },
      (step) => hits.push(...step.hits),
    );
    expect(found.count).toBeGreaterThan(3);
    await (await panel()).findByText(`${found.count} times in ${found.aggregates} aggregates.`);
    expect(link(router)).toEqual({
      path: "/classification",
      test: "equals",
      value: '"Confidential"',
      over: "type",
    });
    expect(await faults(screen.getByRole("main"))).toEqual([]);
    const other = hits.find(({ event }) => event.aggregateId !== aggregate.aggregateId);
    const [way] = (await panel())
      .getAllByRole("link")
      .filter((each) => each.textContent?.includes(other?.event.aggregateId ?? "none"));
    if (!way || !other) throw new Error("no other aggregate");
    await user.click(way);
    await waitFor(() =>
      expect(router.state.location.pathname).toBe(`/aggregates/${other.event.aggregateId}`),
    );
    expect(link(router)).toMatchObject({ v: String(other.event.version), over: "type" });
  });

  it("says kindly what is wrong with a path or a value, and asks nothing", async () => {
    const { user, router } = await openAggregate();
    await user.click(await screen.findByRole("button", { name: "When…" }));
    const ask = await panel();
    const path = ask.getByRole("textbox", { name: "When path" });
    await user.type(path, "cost.yearly{Enter}");
    expect(path.getAttribute("aria-invalid")).toBe("true");
    expect(ask.getByText(/begins with a slash: \/cost\/yearly/)).toBeTruthy();
    expect(link(router)).toEqual({});
    await user.clear(path);
    await user.type(path, "/cost/yearly{Enter}");
    await waitFor(() => expect(link(router)).toEqual({ path: "/cost/yearly" }));
  });

  it("finds nothing where nothing is", async () => {
    await openAggregate("?path=/nowhere&test=exists");
    expect(await (await panel()).findByText("Never.")).toBeTruthy();
  });

  it("tells a link that cannot be asked", async () => {
    await openAggregate("?path=/a&test=above&value=soon");
    expect((await (await panel()).findByRole("alert")).textContent).toContain('"soon"');
  });

  it("shows hits while it looks on, and keeps them when it is stopped", async () => {
    const { aggregateId } = await longest();
    const row = (await fakeIpc({ events: EVENTS }).aggregateEvents(aggregateId, 0, 1))[0];
    if (!row) throw new Error("no event");
    const { user } = await openAggregate("?path=/owner", {
      findMoments: (_scope, _condition, _fold, onStep, signal) =>
        new Promise((_resolve, reject) => {
          onStep({ hits: [{ event: row, old: null, new: '"me"' }], done: 1000, total: 100_000 });
          signal?.addEventListener("abort", () => reject(new IpcError("cancelled", "Stopped.")));
        }),
    });
    const seen = await panel();
    await seen.findByText(/1 time so far\. 1,000 of 100,000 events/);
    expect(seen.getAllByRole("link")).toHaveLength(1);
    await user.click(seen.getByRole("button", { name: "Cancel" }));
    await seen.findByText(/Stopped after 1 time; there may be more/);
    expect(seen.getAllByRole("link")).toHaveLength(1);
  });

  it("waits for hits that come after the count of them, and names what could not be looked at", async () => {
    const { aggregateId } = await longest();
    const rows = await fakeIpc({ events: EVENTS }).aggregateEvents(aggregateId, 0, 2);
    await openAggregate("?path=/owner", {
      findMoments: async (_scope, _condition, _fold, onStep) => {
        setTimeout(
          () => onStep({ hits: rows.map((event) => ({ event, old: "1", new: "2" })), done: 2, total: 2 }),
          50,
        );
        const problems = [{ aggregateId: "broken", message: "version 3 cannot be folded" }];
        return { count: 5000, hits: 2, aggregates: 1, problems };
      },
    });
    const seen = await panel();
    await seen.findByText("5,000 times; the first 2 are listed.");
    expect(seen.getAllByRole("link")).toHaveLength(2);
    expect(seen.getByText("1 aggregate could not be looked through to the end")).toBeTruthy();
    expect(seen.getByText(/version 3 cannot be folded/)).toBeTruthy();
  });
});
