import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { IpcError } from "@/ipc";
import { fakeIpc } from "@/ipc/fake";
import { faults } from "@/test/axe";
import { openWindow } from "@/test/window";
import { altered, EVENTS, link, longest, openAggregate, slider, stateHeading } from "./testWindow";

describe("the list of aggregates", () => {
  const rows = async () =>
    within(await screen.findByRole("grid", { name: "Aggregates" })).findAllByRole("row", { selected: false });

  it("counts them and shows those that began last first", async () => {
    const { ipc } = openWindow("/aggregates");
    const { aggregates } = await ipc.listAggregates(null, null, "newestFirst", 1000, null);
    await screen.findByRole("heading", { name: `${aggregates.length} aggregates` });
    const [first] = await rows();
    expect(first?.textContent).toContain(aggregates[0]?.aggregateId);
    expect(await faults(screen.getByRole("main"))).toEqual([]);
  });

  it("shows one type, and says out of how many", async () => {
    const { user, router, ipc } = openWindow("/aggregates");
    const types = await ipc.aggregateTypes(null);
    const servers = types.find(({ name }) => name === "Server")?.count;
    const all = types.reduce((sum, { count }) => sum + count, 0);
    await user.click(await screen.findByRole("option", { name: /Server/ }));
    await screen.findByRole("heading", { name: `${servers} of ${all} aggregates: Server` });
    expect(link(router)).toEqual({ type: "Server" });
    await waitFor(async () => expect(await rows()).toHaveLength(Math.min(servers ?? 0, 21)));
  });

  it("opens the selected one with Enter and comes back to the same row", async () => {
    const { user, router } = openWindow("/aggregates?dir=up");
    await rows();
    screen.getByRole("grid", { name: "Aggregates" }).focus();
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}");
    const selected = screen.getByRole("row", { selected: true }).textContent;
    await waitFor(() => expect(link(router)).toMatchObject({ dir: "up", sel: expect.any(String) }));
    await user.keyboard("{Enter}");
    await slider();
    router.history.back();
    await screen.findByRole("grid", { name: "Aggregates" });
    expect((await screen.findByRole("row", { selected: true })).textContent).toBe(selected);
  });

  it("says so when there is none of a type, and when they cannot be read", async () => {
    openWindow("/aggregates?type=Nope");
    await screen.findByRole("heading", { name: "No aggregate of this type" });
    openWindow(
      "/aggregates",
      {},
      { aggregateTypes: () => Promise.reject(new IpcError("io", "The disk is gone.")) },
    );
    expect(await screen.findByText("The disk is gone.")).toBeTruthy();
  });
});

describe("one aggregate", () => {
  it("shows its latest state, labelled with the fold, and no banner", async () => {
    const { id, last } = await openAggregate();
    await stateHeading(`State at version ${last}`);
    expect(screen.getByText(/merge patch of each event's data \(RFC 7396\)/)).toBeTruthy();
    const headings = screen.getAllByRole("heading", { level: 2 }).map(({ textContent }) => textContent);
    expect(headings).toContain(id);
    expect(screen.queryByRole("button", { name: /Back to latest/ })).toBeNull();
    expect(await faults(screen.getByRole("main"))).toEqual([]);
  });

  it("steps with the arrow keys, Home and End, and puts the version into the link", async () => {
    const { user, router, last } = await openAggregate();
    await stateHeading(`State at version ${last}`);
    await user.keyboard("{ArrowLeft}{ArrowLeft}");
    await stateHeading(`State at version ${last - 2}`);
    await waitFor(() => expect(link(router)).toEqual({ v: String(last - 2) }));
    expect(screen.getByText(/2 later events not in it/)).toBeTruthy();
    expect(await faults(screen.getByRole("main"))).toEqual([]);
    await user.keyboard("{Home}");
    await stateHeading("State at version 1");
    await user.keyboard("{ArrowLeft}");
    await stateHeading("State before the first event");
    await user.keyboard("{End}");
    await stateHeading(`State at version ${last}`);
    await waitFor(() => expect(link(router)).toEqual({}));
  });

  it("goes back to the latest state with Escape, and before the steps with the browser's back", async () => {
    const { user, router, last } = await openAggregate();
    await stateHeading(`State at version ${last}`);
    await user.keyboard("{ArrowLeft}{ArrowLeft}{ArrowLeft}");
    await waitFor(() => expect(link(router)).toEqual({ v: String(last - 3) }));
    await user.keyboard("{ArrowLeft}");
    await waitFor(() => expect(link(router)).toEqual({ v: String(last - 4) }));
    router.history.back();
    await stateHeading(`State at version ${last}`);
    router.history.forward();
    await stateHeading(`State at version ${last - 4}`);
    await user.keyboard("{Escape}");
    await stateHeading(`State at version ${last}`);
    await waitFor(() => expect(link(router)).toEqual({}));
  });

  it("shows a version from its slider and from its list of events", async () => {
    const { user, last } = await openAggregate("?v=2");
    await stateHeading("State at version 2");
    expect((await slider()).value).toBe("2");
    fireEvent.change(await slider(), { target: { value: "1" } });
    await stateHeading("State at version 1");
    const list = screen.getByRole("grid", { name: "Events of this aggregate" });
    await waitFor(() =>
      expect(within(list).getByRole("row", { selected: true }).textContent).toMatch(/^1\D/),
    );
    list.focus();
    await user.keyboard("{ArrowDown}{ArrowDown}");
    await stateHeading("State at version 3");
    await user.keyboard("{End}");
    await stateHeading(`State at version ${last}`);
  });

  it("marks what the event changed, in the tree and in the list of changes", async () => {
    const { user, id, real } = await openAggregate("?v=3");
    const { changes, event } = await real.stateAt(
      id,
      { kind: "version", version: 3 },
      { kind: "auto" },
      () => {},
    );
    expect(changes.length).toBeGreaterThan(0);
    const tree = await screen.findByRole("tree", { name: "State" });
    for (const change of changes) {
      const label = change.path.split("/").at(-1);
      const line = within(tree).getByText((_, element) => element?.getAttribute("data-path") === change.path);
      expect(line.textContent).toContain(`${label}:`);
      expect(line.textContent).toContain(change.kind);
      if (change.kind === "changed") expect(line.textContent).toContain(`was ${change.old}`);
    }
    await user.click(screen.getByRole("radio", { name: /^\d+ changes?$/ }));
    const table = await screen.findByRole("table");
    expect(within(table).getAllByRole("row")).toHaveLength(changes.length + 1);
    expect(await screen.findByText(`Event ${event?.position}`)).toBeTruthy();
  });

  it("shows where the person goes while the state before stays until the next is there", async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const real = fakeIpc({ events: EVENTS });
    const stopped = vi.fn();
    const { user, last } = await openAggregate("", {
      stateAt: async (id, at, fold, onProgress, signal) => {
        signal?.addEventListener("abort", stopped);
        if (at.kind === "version") await gate;
        return real.stateAt(id, at, fold, onProgress);
      },
    });
    await stateHeading(`State at version ${last}`);
    await user.keyboard("{ArrowLeft}{ArrowLeft}");
    expect((await slider()).value).toBe(String(last - 2));
    expect(screen.getByRole("heading", { name: `State at version ${last}` })).toBeTruthy();
    await waitFor(() => expect(stopped).toHaveBeenCalledTimes(1));
    open();
    await stateHeading(`State at version ${last - 2}`);
  });
});

async function allEvents(id: string) {
  return { events: await fakeIpc({ events: EVENTS }).aggregateEvents(id, 0, 1000) };
}

describe("an instant", () => {
  it("is read kindly, goes into the link, and shows which version stood", async () => {
    const { user, router, id, real } = await openAggregate();
    const field = await screen.findByRole("textbox", { name: "As of, UTC" });
    await user.type(field, "2025-06-30{Enter}");
    const at = "2025-06-30T23:59:59.999999Z";
    const { version } = await real.stateAt(id, { kind: "instant", instant: at }, { kind: "auto" }, () => {});
    await stateHeading(`State at version ${version}`);
    await waitFor(() => expect(link(router)).toEqual({ asOf: at }));
    expect(screen.getByText(/stood\./).textContent).toMatch(/As of 2025-06-30/);
    expect(await faults(screen.getByRole("main"))).toEqual([]);
    // In the field, the arrow keys are the field's.
    await user.keyboard("{ArrowRight}");
    expect(link(router)).toEqual({ asOf: at });
  });

  it("has only the versions of then; looking back among them leaves it alone, and Escape leads out by steps", async () => {
    const { aggregateId: id } = await longest();
    const { events } = await allEvents(id);
    const asOf = events[3]?.instant ?? "";
    const { user, router, last } = await openAggregate(`?asOf=${asOf}`);
    await stateHeading("State at version 4");
    expect((await slider()).max).toBe("4");
    await user.keyboard("{ArrowLeft}");
    await stateHeading("State at version 3");
    await waitFor(() => expect(link(router)).toMatchObject({ asOf, v: "3" }));
    await user.keyboard("{Escape}");
    await stateHeading("State at version 4");
    await waitFor(() => expect(link(router)).toEqual({ asOf }));
    await user.keyboard("{Escape}");
    await stateHeading(`State at version ${last}`);
    await waitFor(() => expect(link(router)).toEqual({}));
    router.history.back();
    await stateHeading("State at version 4");
  });

  it("that cannot be read says what to type instead", async () => {
    const { user } = await openAggregate();
    const field = await screen.findByRole("textbox", { name: "As of, UTC" });
    await user.type(field, "last week{Enter}");
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByText(/Type a year, a day or a time/)).toBeTruthy();
  });

  it("before everything shows the state before the first event", async () => {
    await openAggregate("?asOf=1999-12-31T23:59:59.999999Z");
    await stateHeading("State before the first event");
    expect(screen.getByText("No event here")).toBeTruthy();
    expect(screen.getByText(/which came at/)).toBeTruthy();
    expect(await faults(screen.getByRole("main"))).toEqual([]);
  });

  it("warns where timestamps run backwards", async () => {
    await openAggregate(
      "?asOf=2025-06-30T00:00:00.000000Z",
      altered(() => ({ runsBackwards: true })),
    );
    expect((await screen.findByText(/run backwards/)).closest("[role=alert]")).toBeTruthy();
  });
});

describe("what goes wrong", () => {
  it("while folding is said, with the last good state below", async () => {
    const broken = altered((state) =>
      state.version >= 4
        ? { error: { version: 4, message: "version 4 (X) cannot be folded" }, changes: [] }
        : {},
    );
    const { user } = await openAggregate("", broken);
    expect((await screen.findByRole("alert")).textContent).toContain("version 4 (X) cannot be folded");
    await stateHeading("State at version 3");
    expect(screen.getByRole("tree", { name: "State" })).toBeTruthy();
    expect(await faults(screen.getByRole("main"))).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Go to version 4" }));
    await waitFor(async () => expect((await slider()).value).toBe("4"));
  });

  it("with a long fold shows how far it is and can be stopped", async () => {
    const stop = vi.fn();
    const { user } = await openAggregate("", {
      stateAt: (_, __, ___, onProgress, signal) =>
        new Promise((_resolve, reject) => {
          onProgress({ done: 1000, total: 100_000 });
          signal?.addEventListener("abort", () => {
            stop();
            reject(new IpcError("cancelled", "Stopped."));
          });
        }),
    });
    expect(await screen.findByText(/Folding 1,000 of 100,000 events/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    await screen.findByRole("heading", { name: "Folding was stopped" });
    expect(stop).toHaveBeenCalledTimes(1);
    expect(screen.getByRole("button", { name: "Fold again" })).toBeTruthy();
  });

  it("with the state can be tried again", async () => {
    const real = fakeIpc({ events: EVENTS });
    const stateAt = vi.fn(real.stateAt).mockRejectedValueOnce(new IpcError("io", "The disk is gone."));
    const { user, last } = await openAggregate("", { stateAt });
    expect((await screen.findByRole("alert")).textContent).toContain("The disk is gone.");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await stateHeading(`State at version ${last}`);
  });

  it("with a link to nothing is said", async () => {
    openWindow("/aggregates/nope");
    await screen.findByRole("heading", { name: "No such aggregate" });
    expect(screen.getByRole("link", { name: "All aggregates" })).toBeTruthy();
  });

  it("with a version beyond the last is said", async () => {
    const { last } = await openAggregate("?v=9999");
    expect((await screen.findByText(/There is no version 9,999/)).textContent).toContain(`version ${last}`);
  });
});
