import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { type CompareStepDto, IpcError } from "@/ipc";
import { fakeIpc } from "@/ipc/fake";
import { faults } from "@/test/axe";
import { openWindow } from "@/test/window";

const EVENTS = 400;
const MARCH = "2025-03-31T23:59:59.999999Z";
const JUNE = "2025-06-30T23:59:59.999999Z";
const ipc = fakeIpc({ events: EVENTS });

const link = (router: ReturnType<typeof openWindow>["router"]) => router.state.location.search;
const rows = async () =>
  within(await screen.findByRole("grid", { name: "Aggregates that differ" })).findAllByRole("row", {
    selected: false,
  });
const says = (text: string) =>
  waitFor(() =>
    expect(
      screen
        .getAllByRole("status")
        .map((part) => part.textContent)
        .join(" "),
    ).toContain(text),
  );

async function between(from: string, to: string) {
  const steps: CompareStepDto[] = [];
  const summary = await ipc.compareWorld({ kind: "all" }, from, to, (step) => steps.push(step));
  return { summary, rows: steps.flatMap((step) => step.rows) };
}

describe("the world at two moments", () => {
  it("is one screen and a link: what is different, counted by what it became", async () => {
    const { container } = openWindow("/compare?from=2025-03-31&to=2025-06-30");
    const { summary, rows: all } = await between(MARCH, JUNE);
    await says(`${all.length} aggregates differ, by ${summary.events} events in between`);
    expect((await rows())[0]?.textContent).toContain(all[0]?.aggregateId);
    expect(screen.getByRole("radio", { name: `${summary.created} created` })).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: "From, UTC" }).value).toBe("2025-03-31");
    expect(await faults(container)).toEqual([]);
  });

  it("is narrowed down by what became of things, and opens the difference of one", async () => {
    const { user, router, container } = openWindow("/compare?from=2025-03-31&to=2025-06-30");
    const { summary, rows: all } = await between(MARCH, JUNE);
    await user.click(await screen.findByRole("radio", { name: `${summary.changed} changed` }));
    await waitFor(() => expect(link(router)).toMatchObject({ kind: "changed" }));
    const [first] = await rows();
    const changed = all.find(({ kind }) => kind === "changed");
    expect(first?.textContent).toContain(changed?.aggregateId);
    if (first) await user.click(first);
    const pane = await screen.findByRole("region", { name: "Difference" });
    const { changes } = await ipc.diffStates(
      changed?.aggregateId ?? "",
      { at: { kind: "instant", instant: MARCH }, fold: { kind: "auto" }, without: [] },
      { at: { kind: "instant", instant: JUNE }, fold: { kind: "auto" }, without: [] },
      () => {},
    );
    expect(within(await within(pane).findByRole("table")).getAllByRole("row")).toHaveLength(
      changes.length + 1,
    );
    expect(await faults(container)).toEqual([]);
    await user.click(within(pane).getByRole("link", { name: "Side by side" }));
    await screen.findByRole("region", { name: "States side by side" });
    expect(link(router)).toMatchObject({ aggregate: changed?.aggregateId, from: MARCH });
  });

  it("takes other moments by typing, and says what cannot be read", async () => {
    const { user, router } = openWindow("/compare?from=2025-03-31");
    const to = await screen.findByRole("textbox", { name: "To, UTC" });
    await user.type(to, "soon{Enter}");
    await screen.findByText(/Type a year, a day or a time/);
    await user.clear(to);
    await user.type(to, "2025-06-30{Enter}");
    await waitFor(() => expect(link(router)).toMatchObject({ to: JUNE }));
  });

  it("is that of one type or of one operation, which has to be named", async () => {
    const { user, router } = openWindow("/compare?from=2025-03-31");
    await user.click(await screen.findByRole("button", { name: /^The whole store/ }));
    await user.click(await screen.findByRole("option", { name: "One operation" }));
    await user.click(screen.getByRole("button", { name: "Compare" }));
    await screen.findByText("Type the whole id of an operation.");
    await user.type(screen.getByRole("textbox", { name: "Correlation id" }), "no-such-id");
    await user.click(screen.getByRole("button", { name: "Compare" }));
    await waitFor(() => expect(link(router)).toMatchObject({ correlation: "no-such-id" }));
    await screen.findByRole("heading", { name: "Nothing is different" });
    await user.click(await screen.findByRole("button", { name: /^One operation/ }));
    await user.click(await screen.findByRole("option", { name: /^Server/ }));
    await user.click(screen.getByRole("button", { name: "Compare" }));
    await waitFor(() => expect(link(router)).toMatchObject({ type: "Server" }));
    expect(link(router)).not.toHaveProperty("correlation");
    for (const row of await rows()) expect(row.textContent).toContain("Server");
  });

  it("goes up to the playhead where the link names no end", async () => {
    openWindow(`/compare?from=${MARCH}&asOf=${JUNE}`);
    const { rows: all } = await between(MARCH, JUNE);
    await says(`${all.length} aggregates differ`);
  });

  it("shows rows and how far it is while it looks on, and keeps them when it is stopped", async () => {
    const { rows: all } = await between(MARCH, JUNE);
    const stopped = vi.fn();
    const { user } = openWindow(
      "/compare?from=2025-03-31&to=2025-06-30",
      {},
      {
        compareWorld: (_scope, _from, _to, onStep, signal) =>
          new Promise((_, reject) => {
            onStep({ rows: all.slice(0, 3), done: 30, total: 90 });
            signal?.addEventListener("abort", () => {
              stopped();
              reject(new IpcError("cancelled", "Stopped."));
            });
          }),
      },
    );
    await screen.findByText(/3 aggregates so far\. 30 of 90/);
    await waitFor(async () => expect(await rows()).toHaveLength(3));
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    await says("Stopped after 3 aggregates");
    expect(stopped).toHaveBeenCalledTimes(1);
    expect(await rows()).toHaveLength(3);
  });

  it("says why it failed, and that nothing is different", async () => {
    const failure = new IpcError("invalidRequest", "The first instant is after the second.");
    openWindow("/compare", {}, { compareWorld: () => Promise.reject(failure) });
    expect((await screen.findByRole("alert")).textContent).toContain(failure.message);
    openWindow("/compare?from=1999&to=2000");
    await screen.findByRole("heading", { name: "Nothing is different" });
  });

  it("is written to a file, and says where", async () => {
    const { user } = openWindow("/compare?from=2025-03-31");
    await user.click(await screen.findByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("menuitem", { name: /CSV/ }));
    await screen.findByText("/data/comparison.csv");
  });
});

describe("one aggregate at two moments", () => {
  it("stands side by side, by versions, from the aggregate itself", async () => {
    const { aggregates } = await ipc.listAggregates(null, null, "oldestFirst", 1000, null);
    const { aggregateId: id, lastVersion: last } = aggregates.reduce((most, one) =>
      one.lastVersion > most.lastVersion ? one : most,
    );
    const { user, router, container } = openWindow(`/aggregates/${id}?v=2`);
    await user.click(await screen.findByRole("link", { name: "Compare with…" }));
    await screen.findByRole("columnheader", { name: /^Version 2/ });
    await screen.findByRole("columnheader", { name: RegExp(`^Version ${last}`) });
    expect(link(router)).toMatchObject({ aggregate: id, from: "v2" });
    expect(await faults(container)).toEqual([]);
    const differing = screen.getAllByRole("row").length;
    await user.click(screen.getByRole("radio", { name: "Everything" }));
    await waitFor(() => expect(screen.getAllByRole("row").length).toBeGreaterThan(differing));
    const to = screen.getByRole("textbox", { name: "To, UTC" });
    await user.type(to, "v2{Enter}");
    await screen.findByText("No difference");
  });
});
