import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { fakeIpc } from "@/ipc/fake";
import { faults } from "@/test/axe";
import { openWindow } from "@/test/window";

const EVENTS = 400;
const AT = "2025-06-30T23:59:59.999999Z";
const UNTIL = "2025-07-01T00:00:00.000000Z";
const ipc = fakeIpc({ events: EVENTS });

const playhead = () => screen.findByRole("slider", { name: /^Playhead/ });
const banner = () => screen.findByRole("region", { name: "As of" });
const firstRow = async (grid: string) =>
  (
    await within(await screen.findByRole("grid", { name: grid })).findAllByRole("row", { selected: false })
  )[0];
const says = (text: string) =>
  waitFor(() => expect(screen.getAllByRole("status").map((part) => part.textContent)).toContain(text));
const link = (router: ReturnType<typeof openWindow>["router"]) => router.state.location.search;

async function lastBy(filter = {}) {
  const page = { after: null, order: "newestFirst", limit: 1 } as const;
  return (await ipc.queryEvents({ ...filter, until: UNTIL }, page)).rows[0];
}

describe("an instant in the link", () => {
  it("shows in Explore only what had happened, and says how much of all that is", async () => {
    const { container } = openWindow(`/explore?asOf=${AT}`);
    const last = await lastBy();
    await waitFor(async () =>
      expect((await firstRow("Events"))?.textContent).toMatch(RegExp(`^${last?.position}`)),
    );
    const { count } = await ipc.countEvents({ until: UNTIL });
    expect(Number(count)).toBeLessThan(EVENTS);
    await says(`${count} of ${EVENTS} events by then`);
    expect((await banner()).textContent).toContain("2025-06-30");
    expect(await faults(container)).toEqual([]);
  });

  it("keeps a filter's own end where that is earlier", async () => {
    openWindow(`/explore?asOf=${AT}&until=2025-03-01T00:00:00.000000Z`);
    const { count } = await ipc.countEvents({ until: "2025-03-01T00:00:00.000000Z" });
    await says(`${count} of ${EVENTS} events by then`);
  });

  it("lists the aggregates that had begun, as they were", async () => {
    openWindow(`/aggregates?asOf=${AT}`);
    const { aggregates } = await ipc.listAggregates(null, null, "newestFirst", 1, AT);
    await waitFor(async () =>
      expect((await firstRow("Aggregates"))?.textContent).toContain(aggregates[0]?.aggregateId),
    );
    const had = (await ipc.aggregateTypes(AT)).reduce((sum, { count }) => sum + count, 0);
    const have = (await ipc.aggregateTypes(null)).reduce((sum, { count }) => sum + count, 0);
    expect(had).toBeLessThan(have);
    await screen.findByRole("heading", { name: `${had} aggregates by then` });
  });

  it("shows of a trace what had happened, out of how much", async () => {
    const page = { after: null, order: "oldestFirst", limit: 1000 } as const;
    const { rows } = await ipc.queryEvents({}, page);
    const second = rows.find(
      (row, index) => row.correlationId && row.correlationId === rows[index - 1]?.correlationId,
    );
    const correlationId = second?.correlationId ?? "";
    const all = await ipc.countEvents({ correlationId });
    const first = rows.find((row) => row.correlationId === correlationId);
    openWindow(`/trace/${correlationId}?asOf=${first?.instant}`);
    await screen.findByText(`1 of ${all.count} by then`);
    openWindow(`/trace/${correlationId}?asOf=1999`);
    await screen.findByRole("heading", { name: "Nothing of this operation had happened yet" });
  });

  it("stays from view to view, is left with Escape, and comes back with back", async () => {
    const { user, router } = openWindow(`/explore?asOf=${AT}`);
    await banner();
    await user.click(screen.getByRole("link", { name: "Aggregates" }));
    await waitFor(() => expect(link(router)).toEqual({ asOf: AT }));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("region", { name: "As of" })).toBeNull());
    await waitFor(() => expect(link(router)).toEqual({}));
    router.history.back();
    await banner();
    await user.click(screen.getByRole("button", { name: /Return to now/ }));
    await waitFor(() => expect(link(router)).toEqual({}));
  });

  it("comes back at once with a step back right behind Escape, in the same view", async () => {
    const { user, router } = openWindow("/aggregates");
    await screen.findByRole("link", { name: "Explore" });
    await user.click(screen.getByRole("link", { name: "Explore" }));
    await user.click(await screen.findByRole("button", { name: "As of…" }));
    await user.keyboard(`${AT.slice(0, 10)}{Enter}`);
    await banner();
    await waitFor(() => expect(link(router)).toHaveProperty("asOf"));
    const asOf = link(router);
    fireEvent.keyDown(document.body, { key: "Escape" });
    fireEvent.keyDown(document.body, { key: "ArrowLeft", altKey: true });
    await banner();
    // Longer than a value needs to rest.
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(router.state.location.pathname).toBe("/explore");
    expect(link(router)).toEqual(asOf);
  });

  it("is left on the way to writing, which happens now", async () => {
    const { user, router } = openWindow(`/explore?asOf=${AT}`, { writable: true });
    await banner();
    await user.click(screen.getByRole("link", { name: "Append" }));
    await screen.findByRole("button", { name: "Send" });
    expect(router.state.location).toMatchObject({ pathname: "/append", search: {} });
    expect(screen.queryByRole("slider", { name: /^Playhead/ })).toBeNull();
    const direct = openWindow(`/append?asOf=${AT}`, { writable: true });
    await waitFor(() => expect(direct.router.state.location.search).toEqual({}));
  });

  it("is told beside an event that came later, with a way to it", async () => {
    const { user, router } = openWindow(`/explore?asOf=${AT}&sel=${EVENTS}`);
    await screen.findByText(/This came later than the instant/);
    const { row } = await ipc.eventDetail(String(EVENTS));
    await user.click(screen.getByRole("button", { name: "Go there" }));
    await waitFor(() => expect(link(router)).toMatchObject({ asOf: row.instant }));
    await waitFor(() => expect(screen.queryByText(/This came later/)).toBeNull());
  });

  it("may be a day, which means its end", async () => {
    openWindow("/explore?asOf=2025-06-30");
    expect((await banner()).textContent).toContain("2025-06-3023:59:59.999999UTC");
    const { count } = await ipc.countEvents({ until: UNTIL });
    await says(`${count} of ${EVENTS} events by then`);
  });

  it("that is none is left out", async () => {
    openWindow("/explore?asOf=soon");
    await firstRow("Events");
    expect(screen.queryByRole("region", { name: "As of" })).toBeNull();
  });
});

describe("the playhead", () => {
  it("moves with the keys, tells where it is, and is now at its end", async () => {
    const { user, router } = openWindow("/explore");
    const head = await playhead();
    expect(head.getAttribute("aria-valuetext")).toBe("now");
    head.focus();
    await user.keyboard("{ArrowLeft}{ArrowLeft}");
    expect(head.getAttribute("aria-valuetext")).toMatch(/^as of 2025-.*: \d+ of 400 events$/);
    await waitFor(() => expect(link(router)).toHaveProperty("asOf"));
    await user.keyboard("{End}");
    expect(head.getAttribute("aria-valuetext")).toBe("now");
    await waitFor(() => expect(link(router)).toEqual({}));
    await user.keyboard("{Home}");
    await screen.findByRole("heading", { name: "Nothing had happened yet" });
  });

  it("steps event by event with its buttons", async () => {
    const { user, router } = openWindow("/explore");
    const page = { after: null, order: "newestFirst", limit: 10 } as const;
    const { rows } = await ipc.queryEvents({}, page);
    await user.click(await screen.findByRole("button", { name: "Event before" }));
    await waitFor(() => expect(link(router)).toEqual({ asOf: rows[1]?.instant }));
    await user.click(screen.getByRole("button", { name: "Event after" }));
    await waitFor(() => expect(link(router)).toEqual({ asOf: rows[0]?.instant }));
    await user.click(screen.getByRole("button", { name: "Event after" }));
    await waitFor(() => expect(link(router)).toEqual({}));
  });

  it("goes to an instant that is typed", async () => {
    const { user, router } = openWindow("/trace");
    await user.click(await screen.findByRole("button", { name: "As of…" }));
    await user.type(await screen.findByRole("textbox", { name: "As of, UTC" }), "2025-06-30{Enter}");
    await waitFor(() => expect(link(router)).toEqual({ asOf: AT }));
  });
});
