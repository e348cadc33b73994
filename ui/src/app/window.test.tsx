import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { IpcError } from "@/ipc";
import { faults } from "@/test/axe";
import { openWindow } from "@/test/window";

const grid = () => screen.findByRole("grid", { name: "Events" });
const rows = async () => within(await grid()).findAllByRole("row", { selected: false });
const count = (text: RegExp) =>
  waitFor(() =>
    expect(
      screen
        .getAllByRole("status")
        .map((s) => s.textContent)
        .join(" ")
        .trim(),
    ).toMatch(text),
  );

describe("the event grid", () => {
  it("shows the newest events first and says how many there are", async () => {
    const { container } = openWindow("/explore");
    const [first] = await rows();
    expect(first?.textContent).toMatch(/^400/);
    await count(/400 events/);
    expect(await faults(container)).toEqual([]);
  });

  it("filters by what the link says, and counts out of how many", async () => {
    openWindow("/explore?actor=officer-456&order=oldest");
    for (const row of await rows()) expect(row.textContent).toContain("officer-456");
    await count(/^\D*\d+ of 400 events/);
  });

  it("selects with the arrow keys, keeps the selection in the link, and shows the event", async () => {
    const { user, router, container } = openWindow("/explore");
    await rows();
    (await grid()).focus();
    await user.keyboard("{ArrowDown}{ArrowDown}");
    await waitFor(() => expect(router.state.location.search).toEqual({ sel: "399" }));
    const pane = await screen.findByRole("region", { name: "Event" });
    await within(pane).findByText("Event 399");
    expect(await faults(container)).toEqual([]);
  });

  it("goes to the other end with End", async () => {
    const { user, router } = openWindow("/explore");
    await rows();
    (await grid()).focus();
    await user.keyboard("{End}");
    await waitFor(() => expect(router.state.location.search).toEqual({ sel: "1" }));
  });

  it("takes a part away from the filter, and back brings it back", async () => {
    const { user, router } = openWindow("/explore?actor=officer-456");
    await count(/of 400 events/);
    await user.click(screen.getByRole("button", { name: "Remove filter: Actor officer-456" }));
    await count(/^400 events|[^f] 400 events/);
    router.history.back();
    await count(/of 400 events/);
  });

  it("adds a part to the filter by hand", async () => {
    const { user, router } = openWindow("/explore");
    await rows();
    await user.click(screen.getByRole("button", { name: "Filter" }));
    await user.click(await screen.findByRole("menuitem", { name: "From" }));
    await user.type(await screen.findByRole("textbox", { name: /^From/ }), "2025-06");
    expect(screen.getByText("At or after 2025-06-01 00:00:00 UTC")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Apply" }));
    await waitFor(() =>
      expect(router.state.location.search).toEqual({ from: "2025-06-01T00:00:00.000000Z" }),
    );
  });

  it("offers the types that the store has", async () => {
    const { user, router } = openWindow("/explore");
    await rows();
    await user.click(screen.getByRole("button", { name: "Filter" }));
    await user.click(await screen.findByRole("menuitem", { name: "Event type" }));
    await user.type(await screen.findByRole("searchbox", { name: "Event type" }), "Owner");
    await user.click(await screen.findByRole("option", { name: /OwnerAssigned/ }));
    await waitFor(() => expect(router.state.location.search).toEqual({ eventType: "OwnerAssigned" }));
  });

  it("says what to do when nothing fits", async () => {
    const { user, router } = openWindow("/explore?actor=nobody");
    await screen.findByRole("heading", { name: "No event fits the filter" });
    await user.click(screen.getByRole("button", { name: "Clear the filter" }));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });

  it("leaves out of a link what it cannot understand", async () => {
    openWindow("/explore?sel=first&order=sideways&color=red");
    const [first] = await rows();
    expect(first?.textContent).toMatch(/^400/);
    expect(screen.queryByRole("region", { name: "Event" })).toBeNull();
  });

  it("stops the count of a filter that is superseded", async () => {
    const stopped = vi.fn();
    const countEvents = vi.fn(
      (_filter: unknown, signal?: AbortSignal) =>
        new Promise<never>((_, reject) => {
          signal?.addEventListener("abort", () => {
            stopped();
            reject(new IpcError("cancelled", "Stopped."));
          });
        }),
    );
    const { router } = openWindow("/explore?actor=officer-456", {}, { countEvents });
    await waitFor(() => expect(countEvents).toHaveBeenCalledTimes(1));
    await router.navigate({ to: "/explore", search: { actor: "reviewer-009" } });
    await waitFor(() => expect(stopped).toHaveBeenCalledTimes(1));
  });

  it("shows what the backend says when it fails, and tries again", async () => {
    const failure = new IpcError("busy", "Another program holds the store. Close it and try again.");
    const queryEvents = vi.fn().mockRejectedValue(failure);
    const { user, ipc } = openWindow("/explore", {}, { queryEvents });
    await screen.findByText(failure.message);
    const before = queryEvents.mock.calls.length;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(queryEvents.mock.calls.length).toBeGreaterThan(before));
    expect(ipc.queryEvents).toBe(queryEvents);
  });
});

describe("the frame", () => {
  it("always says that the store is read-only, and leaves out what cannot be done", async () => {
    openWindow("/explore");
    await screen.findByText("READ-ONLY");
    expect(screen.queryByRole("link", { name: "Append" })).toBeNull();
  });

  it("opens for writing only after asking, and says so across the window", async () => {
    const { user, container } = openWindow("/explore");
    await user.click(await screen.findByRole("button", { name: "Store acme-ea.db" }));
    await user.click(await screen.findByRole("menuitem", { name: "Open for writing…" }));
    const dialog = await screen.findByRole("alertdialog");
    expect(screen.queryByText("WRITABLE")).toBeNull();
    await user.click(within(dialog).getByRole("button", { name: "Open for writing" }));
    await screen.findByText("WRITABLE");
    await screen.findByText(/This window can write to/);
    await screen.findByRole("link", { name: "Append" });
    expect(await faults(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Back to read-only" }));
    await screen.findByText("READ-ONLY");
  });

  it("begins another store afresh, with nothing that was said of the times of the one before", async () => {
    const zoom = "2025-03-01T00:00:00.000000Z/2025-04-01T00:00:00.000000Z";
    const { user, router } = openWindow(`/trace?asOf=2025-03-10&zoom=${zoom}&stack=actor`);
    await user.click(await screen.findByRole("button", { name: "Store acme-ea.db" }));
    await user.click(await screen.findByRole("menuitem", { name: "Open…" }));
    await waitFor(() => expect(router.state.location).toMatchObject({ pathname: "/explore", search: {} }));
    expect(router.state.location.href).toBe("/explore");
  });

  it("goes back to the welcome screen, and says why, when opening for writing loses the store", async () => {
    const lost = new IpcError("busy", "Another program holds the store. Close it and try again.");
    const none = new IpcError("noStore", "No store is open.");
    const { user } = openWindow(
      "/explore",
      {},
      { setWritable: () => Promise.reject(lost), storeInfo: () => Promise.reject(none) },
    );
    await user.click(await screen.findByRole("button", { name: "Store acme-ea.db" }));
    await user.click(await screen.findByRole("menuitem", { name: "Open for writing…" }));
    await user.click(
      within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Open for writing" }),
    );
    await screen.findByRole("heading", { name: "Hindsight" });
    expect((await screen.findByRole("alert")).textContent).toContain(lost.message);
  });

  it("jumps to whatever an id or position names", async () => {
    const { user, router } = openWindow("/trace");
    await screen.findByText("READ-ONLY");
    await user.keyboard("{Control>}k{/Control}");
    await user.keyboard("123");
    await user.click(
      await screen.findByRole("option", { name: /Event 123|Created|Changed|Assigned|Corrected/ }),
    );
    await waitFor(() =>
      expect(router.state.location).toMatchObject({ pathname: "/explore", search: { sel: "123" } }),
    );
  });

  it("lists its shortcuts on ?", async () => {
    const { user } = openWindow("/explore");
    (await grid()).focus();
    await user.keyboard("?");
    await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
  });

  it("chooses a range of time with the keys", async () => {
    const { user, router } = openWindow("/explore");
    const slider = await screen.findByRole("slider", { name: /Range of time/ });
    slider.focus();
    await user.keyboard("{ArrowRight}{Shift>}{ArrowRight}{/Shift}");
    expect(slider.getAttribute("aria-valuetext")).toMatch(/2025.* to 2025.*: \d+ events?$/);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(Object.keys(router.state.location.search).sort()).toEqual(["from", "until"]));
    await user.keyboard("{Delete}");
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });
});

describe("without a store", () => {
  it("offers three ways in and what was open before", async () => {
    const { container } = openWindow("/", { open: false });
    await screen.findByRole("heading", { name: "Hindsight" });
    for (const name of [/Open a store/, /Make a demo/, /New store/]) screen.getByRole("button", { name });
    expect(await faults(container)).toEqual([]);
  });

  it("makes a demo and shows it", async () => {
    const { user } = openWindow("/", { open: false });
    await user.click(await screen.findByRole("button", { name: /Make a demo/ }));
    await user.click(await screen.findByRole("button", { name: "Choose where…" }));
    await screen.findByRole("progressbar");
    await waitFor(() => expect(screen.getByRole("grid", { name: "Events" })).toBeTruthy(), { timeout: 4000 });
  });

  it("says why a store could not be opened and what to do", async () => {
    const { user } = openWindow("/", { open: false });
    await user.click(await screen.findByRole("button", { name: /^old-ea.db/ }));
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("There is no file at /mnt/share/old-ea.db.");
  });

  it("shows the problem that start-up found", async () => {
    const problem = {
      code: "notAnEventStore" as const,
      message: "The table events has no column actor.",
      details: null,
    };
    openWindow("/", { open: false }, { startup: async () => ({ store: null, problem, recents: [] }) });
    expect((await screen.findByRole("alert")).textContent).toContain(problem.message);
  });
});
