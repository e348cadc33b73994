import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { fakeIpc } from "@/ipc/fake";
import { faults } from "@/test/axe";
import { openWindow } from "@/test/window";

describe("an actor", () => {
  it("is told as of the instant that all views show", async () => {
    const at = "2025-06-30T23:59:00.000000Z";
    const then = await fakeIpc({ events: 400 }).actor("officer-456", 0, at, () => {});
    const now = await fakeIpc({ events: 400 }).actor("officer-456", 0, null, () => {});
    expect(then.events).toBeLessThan(now.events);
    openWindow(`/actor/officer-456?asOf=${at}`);
    const week = await screen.findByRole("table", { name: "Events by hour of the week, in UTC" });
    const cells = within(week).getAllByRole("cell");
    expect(cells.map((cell) => Number(cell.textContent)).slice(1)).toEqual(then.hours);
  });

  it("is told by when, what, through which door and on whose commands", async () => {
    const actor = await fakeIpc({ events: 400 }).actor("officer-456", 0, null, () => {});
    const { container } = openWindow("/actor/officer-456");
    const week = await screen.findByRole("table", { name: "Events by hour of the week, in UTC" });
    const cells = within(week).getAllByRole("cell");
    const counts = cells.map((cell) => Number(cell.textContent)).slice(1);
    expect(counts).toEqual(actor.hours);
    expect(within(week).getAllByRole("rowheader")).toHaveLength(7);
    expect(screen.getByRole("region", { name: "Through" }).textContent).toContain("ui");
    const commands = screen.getByRole("region", { name: "On commands" });
    expect(commands.textContent).toContain(actor.commands[0]?.commandType);
    expect(await faults(container)).toEqual([]);
  });

  it("leads to what it touched, and to its events of one kind", async () => {
    const { user, router } = openWindow("/actor/officer-456");
    const kinds = await screen.findByRole("region", { name: "Kinds of things" });
    const [kind] = within(kinds).getAllByRole("link");
    if (kind) await user.click(kind);
    await waitFor(() =>
      expect(router.state.location.search).toEqual({
        actor: "officer-456",
        aggregateType: kind?.textContent,
      }),
    );
    router.history.back();
    const grid = await screen.findByRole("grid", { name: "Aggregates touched" });
    const [row] = await within(grid).findAllByRole("row", { name: /UTC/ });
    if (row) await user.click(row);
    await waitFor(() => expect(router.state.location.search).toHaveProperty("aggregateId"));
  });

  it("that has no event is said to have none", async () => {
    openWindow("/actor/nobody%20%2F%3F");
    await screen.findByRole("heading", { name: "No event was made by this actor" });
    expect(screen.getByRole("main").textContent).toContain("nobody /?");
  });

  it("is reached from every event", async () => {
    const { user, router } = openWindow("/explore?sel=3");
    const pane = await screen.findByRole("region", { name: "Event" });
    const { rows } = await fakeIpc({ events: 400 }).queryEvents(
      {},
      { after: null, order: "oldestFirst", limit: 3 },
    );
    await user.click((await within(pane).findAllByRole("link", { name: rows[2]?.actor }))[0] as HTMLElement);
    await waitFor(() => expect(router.state.location.pathname).toBe(`/actor/${rows[2]?.actor}`));
  });
});
