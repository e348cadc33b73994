import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { IpcError, type ProjectionDto, type ProjectionsDto } from "@/ipc";
import { fakeIpc } from "@/ipc/fake";
import { faults } from "@/test/axe";
import { openWindow } from "@/test/window";

const HASH = "ab12".repeat(16);
const used: ProjectionDto = {
  file: "application.js",
  aggregateType: "Application",
  version: 3,
  hash: HASH,
  problem: null,
  inUse: true,
};
const broken: ProjectionDto = {
  file: "server.js",
  aggregateType: null,
  version: null,
  hash: HASH,
  problem: "server.js, line 4: expecting ';'",
  inUse: false,
};
const folder = (part: Partial<ProjectionsDto> = {}): ProjectionsDto => ({
  folder: "/data/projections",
  isDefault: true,
  exists: true,
  problem: null,
  items: [used, broken],
  ...part,
});
const table = async () => within(await screen.findByRole("table"));

describe("the projections of a store", () => {
  it("are listed with what they fold, and what is wrong with those that are not used", async () => {
    const { user, router } = openWindow("/projections", {}, { projections: async () => folder() });
    await screen.findByRole("heading", { name: "2 projections" });
    const rows = await table();
    const one = rows.getByRole("row", { name: /^application\.js/ });
    expect(one.textContent).toMatch(/Application3ab12.*In use/);
    expect(rows.getByRole("row", { name: /^server\.js not known/ }).textContent).toContain("Not used");
    expect(rows.getByText("server.js, line 4: expecting ';'")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Copy folder /data/projections" })).toBeTruthy();
    expect(await faults(screen.getByRole("main"))).toEqual([]);
    await user.click(rows.getByRole("link", { name: "Application" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/aggregates"));
    expect(router.state.location.search).toEqual({ type: "Application" });
  });

  it("are explained where there are none", async () => {
    openWindow("/projections", {}, { projections: async () => folder({ exists: false, items: [] }) });
    await screen.findByRole("heading", { name: "No projections" });
    expect(screen.getByText("does not exist yet")).toBeTruthy();
    expect(screen.getByRole("region", { name: "What a projection is" }).textContent).toContain(
      "export default",
    );
    expect(await faults(screen.getByRole("main"))).toEqual([]);
  });

  it("can be begun for a type that has none, and where it was written is said", async () => {
    const newProjection = vi.fn(async (type: string) => ({
      file: `${type}.js`,
      path: `/data/projections/${type}.js`,
      sampled: 120,
    }));
    const { user } = openWindow("/projections", {}, { projections: async () => folder(), newProjection });
    await user.click(await screen.findByRole("button", { name: "New projection" }));
    expect(screen.queryByRole("menuitem", { name: /^Application/ })).toBeNull();
    await user.click(await screen.findByRole("menuitem", { name: /^Server/ }));
    expect(newProjection).toHaveBeenCalledWith("Server");
    expect((await screen.findByText(/was written, with what 120 events/)).textContent).toContain("Server.js");
    expect(screen.getByRole("button", { name: "Copy path /data/projections/Server.js" })).toBeTruthy();
  });

  it("that cannot be begun say why", async () => {
    const message = "There is a file called server.js in the folder already.";
    const { user } = openWindow(
      "/projections",
      {},
      {
        projections: async () => folder(),
        newProjection: () => Promise.reject(new IpcError("alreadyExists", message)),
      },
    );
    await user.click(await screen.findByRole("button", { name: "New projection" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Server/ }));
    expect((await screen.findByRole("alert")).textContent).toContain(message);
  });

  it("can be those of another folder, and again those beside the store", async () => {
    const other = folder({ folder: "/team/projections", isDefault: false, items: [used] });
    const { user } = openWindow(
      "/projections",
      {},
      {
        projections: async () => folder(),
        chooseProjectionsFolder: async () => other,
        resetProjectionsFolder: async () => folder(),
      },
    );
    await user.click(await screen.findByRole("button", { name: "Choose another folder…" }));
    await screen.findByRole("heading", { name: "1 projection" });
    expect(screen.getByText("CHOSEN")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Back to the folder beside the store" }));
    await screen.findByRole("heading", { name: "2 projections" });
    expect(screen.getByText("BESIDE THE STORE")).toBeTruthy();
  });

  it("that a person did not choose after all stay as they are", async () => {
    const { user } = openWindow(
      "/projections",
      {},
      { projections: async () => folder(), chooseProjectionsFolder: async () => null },
    );
    await user.click(await screen.findByRole("button", { name: "Choose another folder…" }));
    expect(await screen.findByRole("heading", { name: "2 projections" })).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

it("asks anew for what was folded when a file changes, and for nothing else", async () => {
  let tell: (now: ProjectionsDto) => unknown = () => {};
  const real = fakeIpc({ events: 400 });
  const stateAt = vi.fn(real.stateAt);
  const aggregateEvents = vi.fn(real.aggregateEvents);
  const { aggregates } = await real.listAggregates(null, null, "oldestFirst", 1, null);
  openWindow(
    `/aggregates/${aggregates[0]?.aggregateId}`,
    {},
    {
      stateAt,
      aggregateEvents,
      onProjectionsChanged: (listener) => {
        tell = listener;
        return () => {};
      },
    },
  );
  await screen.findByText(/Set earlier/);
  const [states, events] = [stateAt.mock.calls.length, aggregateEvents.mock.calls.length];
  tell(folder());
  await waitFor(() => expect(stateAt.mock.calls.length).toBe(states + 1));
  expect(aggregateEvents.mock.calls.length).toBe(events);
});
