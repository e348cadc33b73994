import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { type EventRowDto, IpcError } from "@/ipc";
import { fakeIpc } from "@/ipc/fake";
import { faults } from "@/test/axe";
import { openWindow } from "@/test/window";

/** A correlation of the made-up store with several events, and these events in order. */
async function someTrace(): Promise<{ id: string; rows: EventRowDto[] }> {
  const page = { after: null, order: "oldestFirst" as const, limit: 400 };
  const { rows } = await fakeIpc({ events: 400 }).queryEvents({}, page);
  const of = (id: string | null) => rows.filter(({ correlationId }) => correlationId === id);
  const found = rows.find(({ correlationId }) => correlationId !== null && of(correlationId).length >= 4);
  if (!found?.correlationId) throw new Error("the made-up store has no long operation");
  return { id: found.correlationId, rows: of(found.correlationId) };
}

const grid = () => screen.findByRole("grid", { name: "Events of the trace" });
const header = () =>
  screen.getByRole("button", { name: /^Copy correlation id/ }).closest("header")?.textContent;
const shownRows = async () => within(await grid()).findAllByRole("row", { name: /\d/ });

describe("a trace", () => {
  it("shows all events of a correlation in order, with what the whole of it tells", async () => {
    const { id, rows } = await someTrace();
    const { container } = openWindow(`/trace/${id}`);
    await screen.findByRole("list", { name: "Aggregates and their letters" });
    const shown = await shownRows();
    expect(shown.map((row) => within(row).getAllByRole("gridcell")[1]?.textContent)).toEqual(
      rows.map(({ position }) => position),
    );
    expect(shown[0]?.textContent).toMatch(/^A.*first/);
    expect(shown[1]?.textContent).toMatch(/\+\d+ ms/);
    const aggregates = new Set(rows.map(({ aggregateId }) => aggregateId)).size;
    expect(header()).toContain(`Events${rows.length}`);
    expect(header()).toContain(`Aggregates${aggregates}`);
    expect(header()).toContain(rows[0]?.actor);
    expect(await faults(container)).toEqual([]);
  });

  it("names the event that caused another one, and goes there", async () => {
    const { id, rows } = await someTrace();
    const { user, router } = openWindow(`/trace/${id}`);
    const cause = rows.find(({ eventId }) => rows.some(({ causationId }) => causationId === eventId));
    await shownRows();
    await user.click(await screen.findByRole("link", { name: `# ${cause?.position}` }));
    await waitFor(() => expect(router.state.location.search).toEqual({ sel: cause?.position }));
  });

  it("selects with the keys, keeps it in the link, and shows the event beside the list", async () => {
    const { id, rows } = await someTrace();
    const { user, router, container } = openWindow(`/trace/${id}`);
    await shownRows();
    (await grid()).focus();
    await user.keyboard("{ArrowDown}{ArrowDown}");
    await waitFor(() => expect(router.state.location.search).toEqual({ sel: rows[1]?.position }));
    const pane = await screen.findByRole("region", { name: "Event" });
    await within(pane).findByText(`Event ${rows[1]?.position}`);
    expect(await faults(container)).toEqual([]);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(router.state.location.pathname).toBe(`/aggregates/${rows[1]?.aggregateId}`));
    expect(router.state.location.searchStr).toBe(`?v=${rows[1]?.version}`);
  });

  it("of an id that no event has says so, and offers to try another one", async () => {
    const { id } = await someTrace();
    const { user, router, container } = openWindow("/trace/nothing%20here");
    await screen.findByRole("heading", { name: "No event has this correlation id" });
    expect(screen.getByRole("main").textContent).toContain("nothing here");
    expect(await faults(container)).toEqual([]);
    await user.type(screen.getByRole("textbox", { name: "Correlation id" }), `  ${id} {Enter}`);
    await waitFor(() => expect(router.state.location.pathname).toBe(`/trace/${id}`));
    await shownRows();
  });

  it("that cannot be read says why, and is read on request", async () => {
    const { id } = await someTrace();
    const real = fakeIpc({ events: 400 });
    let isBroken = true;
    const queryEvents = vi.fn((...asked: Parameters<typeof real.queryEvents>) =>
      isBroken ? Promise.reject(new IpcError("damaged", "The file is damaged.")) : real.queryEvents(...asked),
    );
    const { user } = openWindow(`/trace/${id}`, {}, { queryEvents });
    expect((await screen.findByRole("alert")).textContent).toContain("The file is damaged.");
    isBroken = false;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await shownRows();
  });

  it("that is too long to be read whole is counted, and says how far its facts go", async () => {
    const long = fakeIpc({ events: 10_400 });
    const everything: typeof long.queryEvents = (_filter, page, signal) => long.queryEvents({}, page, signal);
    const countEvents = () => long.countEvents({});
    openWindow("/trace/all", {}, { ...long, queryEvents: everything, countEvents });
    await screen.findByText(/in the first 10,000 events/);
    await waitFor(() => expect(header()).toContain("Events10,400"));
  });
});

describe("the beginning of a trace", () => {
  it("takes a correlation id, and offers the latest operations", async () => {
    const { user, router, container } = openWindow("/trace");
    const latest = await screen.findByRole("region", { name: "Latest operations" });
    expect(await faults(container)).toEqual([]);
    expect(screen.getByRole("button", { name: "Trace" })).toHaveProperty("disabled", true);
    const [first] = within(latest).getAllByRole("link");
    if (first) await user.click(first);
    await waitFor(() => expect(router.state.location.pathname).toMatch(/^\/trace\/[0-9a-f-]{36}$/));
  });
});
