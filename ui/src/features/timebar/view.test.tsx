import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { StackDto } from "@/ipc";
import { IpcError } from "@/ipc";
import { fakeIpc } from "@/ipc/fake";
import { faults } from "@/test/axe";
import { openWindow } from "@/test/window";

const EVENTS = 400;
const MARCH = "2025-03-01T00:00:00.000000Z/2025-04-01T00:00:00.000000Z";

const range = () => screen.findByRole("slider", { name: /Range of time/ });
const bar = () => screen.getByRole("region", { name: "Time bar" });
const link = (router: ReturnType<typeof openWindow>["router"]) =>
  router.state.location.search as { zoom?: string; from?: string; until?: string; stack?: string };
const widthOf = (zoom = "") => {
  const [from = "", until = ""] = zoom.split("/");
  return Date.parse(until) - Date.parse(from);
};

it("zooms with the keys down to a minute, and back; the link says what is seen", async () => {
  const { user, router } = openWindow("/explore");
  (await range()).focus();
  await user.keyboard("+");
  await waitFor(() => expect(link(router)).toHaveProperty("zoom"));
  const first = widthOf(link(router).zoom);
  expect(first).toBeLessThan(366 * 24 * 3600_000);
  within(bar()).getByText(/^2025-\d\d-\d\d to 2025-\d\d-\d\d UTC$/);
  await user.keyboard("+".repeat(40));
  await waitFor(() => expect(widthOf(link(router).zoom)).toBe(60_000));
  within(bar()).getByText("200 milliseconds a bar");
  await user.keyboard("-");
  await waitFor(() => expect(widthOf(link(router).zoom)).toBeGreaterThan(60_000));
  await user.keyboard("0");
  await waitFor(() => expect(link(router)).toEqual({}));
  expect(within(bar()).queryByRole("button", { name: "Whole history" })).toBeNull();
  router.history.back();
  await waitFor(() => expect(link(router)).toHaveProperty("zoom"));
  await user.click(await within(bar()).findByRole("button", { name: "Whole history" }));
  await waitFor(() => expect(link(router)).toEqual({}));
});

it("zooms with the wheel and moves on sideways", async () => {
  const { router } = openWindow("/explore");
  const slider = await range();
  fireEvent.wheel(slider, { deltaY: -400 });
  await waitFor(() => expect(link(router)).toHaveProperty("zoom"));
  const before = link(router).zoom ?? "";
  fireEvent.wheel(slider, { deltaX: 300 });
  await waitFor(() => expect(link(router).zoom).not.toBe(before));
  // To within what the link rounds away.
  expect(Math.abs(widthOf(link(router).zoom) - widthOf(before))).toBeLessThan(3);
  expect((link(router).zoom ?? "") > before).toBe(true);
});

it("zooms by a pinch, told as a wheel with Ctrl or as a gesture of the system", async () => {
  const { router } = openWindow("/explore");
  const slider = await range();
  fireEvent.wheel(slider, { deltaY: -50, ctrlKey: true });
  await waitFor(() => expect(link(router)).toHaveProperty("zoom"));
  const before = widthOf(link(router).zoom);
  const pinch = (type: string, scale: number) =>
    fireEvent(
      slider,
      Object.assign(new Event(type, { bubbles: true, cancelable: true }), { scale, clientX: 0 }),
    );
  pinch("gesturestart", 1);
  // Twice as wide as at its beginning, in two steps: half as much is seen. The system itself zooms nothing.
  expect([pinch("gesturechange", 1.5), pinch("gesturechange", 2)]).toEqual([false, false]);
  await waitFor(() => expect(Math.abs(widthOf(link(router).zoom) / before - 0.5)).toBeLessThan(0.001));
});

it("shows what a link says, keeps it from view to view, and asks for finer bars of that part alone", async () => {
  const ipc = fakeIpc({ events: EVENTS });
  const histogram = vi.fn(ipc.histogram);
  const { user, router } = openWindow(`/explore?zoom=${MARCH}`, {}, { histogram });
  await within(await screen.findByRole("region", { name: "Time bar" })).findByText(
    "2025-03-01 to 2025-04-01 UTC",
  );
  const asked = histogram.mock.calls.map(([, from, until]) => Date.parse(until) - Date.parse(from));
  expect(asked.some((width) => width < 70 * 24 * 3600_000)).toBe(true);
  await user.click(screen.getByRole("link", { name: "Trace" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/trace"));
  expect(link(router).zoom).toBe(MARCH);
});

it("stops counting what is not asked for any more", async () => {
  const stopped = vi.fn();
  const { histogram } = fakeIpc({ events: EVENTS });
  const slow: typeof histogram = (filter, from, until, buckets, signal) => {
    if (Date.parse(until) - Date.parse(from) > 200 * 24 * 3600_000)
      return histogram(filter, from, until, buckets, signal);
    return new Promise((_, reject) => {
      signal?.addEventListener("abort", () => {
        stopped();
        reject(new IpcError("cancelled", "Stopped."));
      });
    });
  };
  const { user } = openWindow(`/explore?zoom=${MARCH}`, {}, { histogram: slow });
  (await range()).focus();
  await user.keyboard("++++++");
  await waitFor(() => expect(stopped).toHaveBeenCalled());
});

it("walks on beyond what is seen, and chooses there", async () => {
  const { user, router } = openWindow(`/explore?zoom=${MARCH}`);
  (await range()).focus();
  await user.keyboard("{ArrowLeft}{PageUp}{PageUp}{Enter}");
  await waitFor(() => expect(link(router).from).toBeDefined());
  expect((link(router).from ?? "") > "2025-04-01").toBe(true);
  await waitFor(() => expect((link(router).zoom ?? "") > MARCH).toBe(true));
});

it("splits the bars by a field, says what each colour means and how many, and shows one alone", async () => {
  const { user, router, container } = openWindow("/explore");
  await user.click(await screen.findByRole("button", { name: "Split bars" }));
  await user.click(await screen.findByRole("menuitem", { name: "actor" }));
  await waitFor(() => expect(link(router)).toEqual({ stack: "actor" }));
  const legend = await screen.findByRole("list", { name: "Bars by actor, from the bottom up" });
  const parts = within(legend).getAllByRole("button");
  expect(parts).toHaveLength(6);
  const counts = parts.map((part) => Number(/([\d,]+) events?: show alone/.exec(part.ariaLabel ?? "")?.[1]));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(EVENTS);
  const [first] = parts;
  await user.click(first as HTMLElement);
  expect(first?.getAttribute("aria-pressed")).toBe("true");
  const slider = await range();
  slider.focus();
  await user.keyboard("{ArrowRight}");
  expect(slider.getAttribute("aria-valuetext")).toMatch(/events? \(.+ \d+.*\)$/);
  expect(await faults(container)).toEqual([]);
});

it("says while the split is not of every event", async () => {
  const { stack } = fakeIpc({ events: EVENTS });
  let isExact = false;
  const some: typeof stack = async (...asked): Promise<StackDto> => ({
    ...(await stack(...asked)),
    exact: isExact,
  });
  openWindow("/explore?stack=source", {}, { stack: some });
  await screen.findByText("still counting");
  expect(screen.getAllByRole("button", { name: /about [\d,]+ events/ }).length).toBeGreaterThan(0);
  isExact = true;
  await waitFor(() => expect(screen.queryByText("still counting")).toBeNull());
});

it("shows the bars unsplit where there is no catalog", async () => {
  const stack = () => Promise.reject(new IpcError("invalidRequest", "Too many words."));
  openWindow("/explore?stack=actor", {}, { stack });
  const slider = await range();
  slider.focus();
  await waitFor(() => {
    fireEvent.keyDown(slider, { key: "ArrowRight" });
    expect(slider.getAttribute("aria-valuetext")).toMatch(/: \d+ events?$/);
  });
});

it("is a table with the same numbers, in which Enter filters by a stretch", async () => {
  const { user, router } = openWindow("/explore?actor=officer-456&stack=eventType");
  (await range()).focus();
  await waitFor(() => expect(screen.getByRole("list", { name: /from the bottom up/ })).toBeTruthy());
  await user.keyboard("t");
  const dialog = await screen.findByRole("dialog", { name: "The bars as a table" });
  const grid = await within(dialog).findByRole("grid", { name: "Bars" });
  await within(grid).findAllByRole("row", { selected: false });
  const names = within(grid)
    .getAllByRole("columnheader")
    .map((header) => header.textContent);
  expect(names.slice(0, 3)).toEqual(["From", "Events", "Fit the filter"]);
  expect(names.length).toBeGreaterThan(5);
  expect(await faults(dialog)).toEqual([]);
  grid.focus();
  await user.keyboard("{ArrowDown}{ArrowDown}");
  const row = await within(grid).findByRole("row", { selected: true });
  const from = row.querySelector("[role=gridcell]")?.textContent ?? "";
  await user.keyboard("{Enter}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() =>
    expect(link(router).from).toBe(`${from.replace(" UTC", "").replace(" ", "T")}:00.000000Z`),
  );
});

it("leads the playhead by minutes where minutes are seen, and follows it out of sight", async () => {
  const zoom = "2025-06-01T10:00:00.000000Z/2025-06-01T12:00:00.000000Z";
  const { user, router } = openWindow(`/explore?zoom=${zoom}&asOf=2025-06-01T11:00:00.000000Z`);
  const playhead = await screen.findByRole("slider", { name: /^Playhead/ });
  playhead.focus();
  await user.keyboard("{ArrowRight}");
  await waitFor(() => expect(link(router)).toMatchObject({ asOf: "2025-06-01T11:00:29.999999Z" }));
  await user.keyboard("{PageUp}{PageUp}{PageUp}{PageUp}{PageUp}{PageUp}{PageUp}{PageUp}");
  await waitFor(() => expect((link(router).zoom ?? "") > zoom).toBe(true));
});
