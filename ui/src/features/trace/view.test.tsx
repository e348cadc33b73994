import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { type EventRowDto, IpcError, type TraceDto } from "@/ipc";
import { fakeIpc } from "@/ipc/fake";
import { faults } from "@/test/axe";
import { openWindow } from "@/test/window";
import { traceWith } from "./testTrace";

/** A correlation of the made-up store with several events, and these events in order. */
async function someTrace(): Promise<{ id: string; rows: EventRowDto[]; trace: TraceDto }> {
  const ipc = fakeIpc({ events: 400 });
  const { rows } = await ipc.queryEvents({}, { after: null, order: "oldestFirst", limit: 400 });
  const of = (id: string | null) => rows.filter(({ correlationId }) => correlationId === id);
  const found = rows.find(({ correlationId }) => correlationId !== null && of(correlationId).length >= 4);
  if (!found?.correlationId) throw new Error("the made-up store has no long operation");
  const trace = await ipc.trace(found.correlationId, () => {});
  return { id: found.correlationId, rows: of(found.correlationId), trace };
}

const grid = () => screen.findByRole("treegrid", { name: "Causes and effects" });
const lines = async () => within(await grid()).findAllByRole("row", { name: /\+/ });
const header = () =>
  screen.getByRole("button", { name: /^Copy correlation id/ }).closest("header")?.textContent;

describe("a trace", () => {
  it("shows what caused what as a tree, the lanes, and what the whole of it tells", async () => {
    const { id, rows, trace } = await someTrace();
    const { container } = openWindow(`/trace/${id}`);
    const shown = await lines();
    expect(shown).toHaveLength(trace.nodes.length);
    expect(shown.map((row) => row.getAttribute("aria-level"))).toEqual(
      trace.nodes.map(({ depth }) => String(depth + 1)),
    );
    expect(shown[0]?.getAttribute("aria-expanded")).toBe("true");
    const aggregates = new Set(rows.map(({ aggregateId }) => aggregateId)).size;
    expect(header()).toContain(`Events${rows.length}`);
    expect(header()).toContain(`Aggregates${aggregates}`);
    expect(header()).toContain(rows[0]?.actor);
    const lanes = screen.getByRole("list", { name: "Lanes, one for each aggregate" });
    expect(within(lanes).getAllByRole("listitem")).toHaveLength(aggregates);
    expect(await faults(container)).toEqual([]);
  });

  it("is walked with the keys: rows, parent and child, and in time", async () => {
    const { id, rows, trace } = await someTrace();
    const { user, router } = openWindow(`/trace/${id}`);
    await lines();
    (await grid()).focus();
    const firstEvent = trace.nodes.findIndex(({ position }) => position === rows[0]?.position);
    await user.keyboard("{Home}{t}");
    await waitFor(() => expect(router.state.location.search).toEqual({ sel: rows[0]?.position }));
    await user.keyboard("{t}{t}");
    await waitFor(() => expect(router.state.location.search).toEqual({ sel: rows[1]?.position }));
    await user.keyboard("{Shift>}{t}{t}{/Shift}");
    await waitFor(() => expect(router.state.location.search).toEqual({ sel: rows[0]?.position }));
    await user.keyboard("{Home}");
    for (let step = 0; step < firstEvent; step += 1) await user.keyboard("{ArrowDown}");
    await waitFor(() => expect(router.state.location.search).toEqual({ sel: rows[0]?.position }));
    const pane = await screen.findByRole("region", { name: "Selected" });
    await within(pane).findByText(`Event ${rows[0]?.position}`);
    await user.keyboard("{ArrowLeft}");
    await waitFor(async () => expect((await lines()).length).toBeLessThan(trace.nodes.length));
    await user.keyboard("{ArrowLeft}");
    const parent = trace.nodes[trace.nodes[firstEvent]?.parent ?? -1];
    await waitFor(() => expect(router.state.location.search).toEqual({ node: parent?.id }));
    await screen.findByRole("heading", { name: /^Command / });
  });

  it("is drawn on request, and walked in the drawing", async () => {
    const fork = traceWith([{ depth: 0 }, { depth: 1 }, { depth: 2 }, { depth: 1 }, { depth: 0 }]);
    const { user, router, container } = openWindow("/trace/fork", {}, { trace: async () => fork });
    await user.click(await screen.findByRole("radio", { name: "Drawing" }));
    const tree = await screen.findByRole("tree", { name: "Drawing of causes and effects" });
    expect(router.state.location.search).toEqual({ shape: "drawn" });
    expect(within(tree).getAllByRole("treeitem")).toHaveLength(5);
    const selected = () => (router.state.location.search as { sel?: string }).sel;
    tree.focus();
    await user.keyboard("{Home}{ArrowRight}{ArrowDown}");
    await waitFor(() => expect(selected()).toBe(fork.nodes[3]?.position));
    await user.keyboard("{ArrowLeft} ");
    await waitFor(() => expect(within(tree).getAllByRole("treeitem")).toHaveLength(2));
    expect(selected()).toBe(fork.nodes[0]?.position);
    screen.getByText("5 entries, 3 folded away");
    expect(await faults(container)).toEqual([]);
  });

  it("shows the state just before and just after an event, and what is different", async () => {
    const { id, rows } = await someTrace();
    const { container } = openWindow(`/trace/${id}?sel=${rows[1]?.position}&pane=change`);
    const pane = await screen.findByRole("region", { name: "Selected" });
    await within(pane).findByRole("heading", {
      name: new RegExp(`before and after version ${rows[1]?.version}`),
    });
    await within(pane).findByText(/^Folded by/);
    expect(within(pane).getAllByRole("row").length).toBeGreaterThan(1);
    expect(await faults(container)).toEqual([]);
  });

  it("deals the lanes out by actor on request, and keeps it in the link", async () => {
    const { id, rows } = await someTrace();
    const { user, router } = openWindow(`/trace/${id}`);
    await user.click(await screen.findByRole("radio", { name: "Actors" }));
    await waitFor(() => expect(router.state.location.search).toEqual({ by: "actor" }));
    const lanes = screen.getByRole("list", { name: "Lanes, one for each actor" });
    await user.click(within(lanes).getByRole("link", { name: rows[0]?.actor }));
    await waitFor(() => expect(router.state.location.pathname).toBe(`/actor/${rows[0]?.actor}`));
  });

  it("shows the aggregates that it changed, each with its difference", async () => {
    const { id, trace } = await someTrace();
    const { user, container } = openWindow(`/trace/${id}?view=aggregates`);
    const list = await screen.findByRole("grid", { name: "Aggregates that the operation changed" });
    const shown = await within(list).findAllByRole("row", { name: /→/ });
    expect(shown).toHaveLength(trace.aggregates.length);
    if (shown[0]) await user.click(shown[0]);
    const pane = await screen.findByRole("region", { name: "What the operation changed" });
    await within(pane).findByRole("columnheader", { name: `Version ${trace.aggregates[0]?.after}` });
    expect(await faults(container)).toEqual([]);
  });

  it("of alike siblings shows one line with their number, until it is unfolded", async () => {
    const siblings = Array.from({ length: 5 }, (_, at) => ({ depth: 1, aggregate: at + 1 }));
    const fan = traceWith([{ depth: 0 }, ...siblings], [{ first: 1, count: 5, end: 6 }]);
    const { user } = openWindow("/trace/fan", {}, { trace: async () => fan });
    expect(await lines()).toHaveLength(2);
    const group = within(await grid()).getByRole("row", { name: /5 ×/ });
    await user.click(group);
    await user.keyboard("{ArrowRight}");
    await waitFor(async () => expect(await lines()).toHaveLength(7));
    await user.click(screen.getByRole("radio", { name: "One by one" }));
    await waitFor(async () => expect(await lines()).toHaveLength(6));
  });

  it("says in words where a cause is missing, elsewhere, or leads in a circle", async () => {
    const odd = traceWith([
      { depth: 0, kind: "missing", id: "gone", name: null, instant: null, position: null, aggregate: null },
      { depth: 1 },
      { depth: 0, outside: true },
      { depth: 1 },
      { depth: 0, link: "itself" },
      { depth: 0, link: "cycle", cycle: 1 },
    ]);
    const { container } = openWindow("/trace/odd?node=gone", {}, { trace: async () => odd });
    const tree = await grid();
    await within(tree).findByText("A cause that is not in this store");
    within(tree).getByText("another operation");
    within(tree).getByText("names itself as its cause");
    within(tree).getByText(/cause follows from it: # 2, not followed/);
    await screen.findByRole("link", { name: "All events that name it" });
    expect(await faults(container)).toEqual([]);
  });

  it("of a hundred thousand events puts only a few into the page", async () => {
    const many = traceWith(Array.from({ length: 100_000 }, (_, at) => ({ depth: at % 3 })));
    openWindow("/trace/many", {}, { trace: async () => many });
    const shown = await lines();
    expect(shown.length).toBeLessThan(60);
    expect((await grid()).getAttribute("aria-rowcount")).toBe("100001");
  });

  it("that takes long tells how far it is, can be stopped, and taken up again", async () => {
    let asked = 0;
    const trace = (...[, onProgress, signal]: Parameters<ReturnType<typeof fakeIpc>["trace"]>) =>
      new Promise<TraceDto>((resolve, reject) => {
        asked += 1;
        if (asked === 2) return resolve(traceWith([{ depth: 0 }]));
        onProgress({ done: 20_000, total: 100_000 });
        signal?.addEventListener("abort", () => reject(new IpcError("cancelled", "Stopped.")));
      });
    const { user } = openWindow("/trace/long", {}, { trace });
    await screen.findByText("Reading 20,000 of 100,000 events");
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    await screen.findByRole("heading", { name: "Stopped" });
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await lines()).toHaveLength(1);
  });

  it("of an id that no event has says so, and offers to try another one", async () => {
    const { id } = await someTrace();
    const { user, router, container } = openWindow("/trace/nothing%20here");
    await screen.findByRole("heading", { name: "No event has this correlation id" });
    expect(screen.getByRole("main").textContent).toContain("nothing here");
    expect(await faults(container)).toEqual([]);
    await user.type(screen.getByRole("textbox", { name: "Correlation id" }), `  ${id} {Enter}`);
    await waitFor(() => expect(router.state.location.pathname).toBe(`/trace/${id}`));
    await lines();
  });

  it("that cannot be read says why, and is read on request", async () => {
    const { id } = await someTrace();
    const real = fakeIpc({ events: 400 });
    let isBroken = true;
    const trace = vi.fn((...asked: Parameters<typeof real.trace>) =>
      isBroken ? Promise.reject(new IpcError("damaged", "The file is damaged.")) : real.trace(...asked),
    );
    const { user } = openWindow(`/trace/${id}`, {}, { trace });
    expect((await screen.findByRole("alert")).textContent).toContain("The file is damaged.");
    isBroken = false;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await lines();
  });
});

describe("two operations beside each other", () => {
  it("are chosen from those that are alike, and told line by line", async () => {
    const { id } = await someTrace();
    const { user, router, container } = openWindow(`/trace/${id}?view=compare`);
    const alike = await screen.findByRole("region", { name: /^Latest other operations/ });
    const [first] = await within(alike).findAllByRole("link");
    if (first) await user.click(first);
    const both = await screen.findByRole("treegrid", { name: "Both operations" });
    expect(router.state.location.search).toHaveProperty("with");
    await screen.findByText(/in both, .* only here, .* only there/);
    expect(within(both).getAllByRole("row").length).toBeGreaterThan(1);
    expect(await faults(container)).toEqual([]);
  });

  it("that are the same have no difference", async () => {
    const { id } = await someTrace();
    openWindow(`/trace/${id}?view=compare&with=${id}&only=differences`);
    await screen.findByRole("heading", { name: "No difference" });
  });

  it("of which one does not exist say so, and let another one be chosen", async () => {
    const { id } = await someTrace();
    const { user } = openWindow(`/trace/${id}?view=compare&with=nothing`);
    await screen.findByRole("heading", { name: "These two could not be compared" });
    await user.click(screen.getByRole("button", { name: "Choose another one" }));
    await screen.findByRole("heading", { name: "Lay another operation beside this one" });
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
