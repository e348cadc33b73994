import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { type CatalogStatusDto, type DeletedDto, IpcError } from "@/ipc";
import { fakeIpc } from "@/ipc/fake";
import { faults } from "@/test/axe";
import { openWindow } from "@/test/window";
import { EVENTS, link } from "./testWindow";

const ipc = fakeIpc({ events: EVENTS });
const grid = () => screen.findByRole("grid", { name: "Aggregates" });
const rows = async () => (await within(await grid()).findAllByRole("row")).slice(1);
const firstId = async () => (await rows())[0]?.textContent ?? "";
const heading = async (name: string) => within(await grid()).findByRole("columnheader", { name });
const all = () => ipc.directory({ limit: 1000 });

describe("the directory of aggregates", () => {
  it("is sorted by a press on a heading, and the other way round by another", async () => {
    const { user, router, container } = openWindow("/aggregates");
    const { aggregates } = await all();
    await user.click(within(await heading("Versions")).getByRole("button"));
    await waitFor(() => expect(link(router)).toEqual({ sort: "versions" }));
    const most = Math.max(...aggregates.map(({ lastVersion }) => lastVersion));
    await waitFor(async () => expect((await rows())[0]?.textContent).toContain(String(most)));
    expect((await heading("Versions")).getAttribute("aria-sort")).toBe("descending");
    expect((await heading("Began")).getAttribute("aria-sort")).toBe("none");
    expect(await faults(container)).toEqual([]);
    await user.click(within(await heading("Versions")).getByRole("button"));
    await waitFor(() => expect(link(router)).toEqual({ sort: "versions", dir: "up" }));
    await user.click(within(await heading("Aggregate")).getByRole("button"));
    const [first] = aggregates.map(({ aggregateId }) => aggregateId).sort();
    await waitFor(async () => expect(await firstId()).toContain(first));
  });

  it("keeps the selected aggregate selected and in sight in another order", async () => {
    const { user, router } = openWindow("/aggregates");
    await waitFor(async () => within(await heading("Versions")).getByRole("button"));
    await waitFor(async () => expect((await grid()).getAttribute("aria-busy")).toBe("false"));
    const chosen = (await rows())[4] as HTMLElement;
    const id = (await all()).aggregates.find(({ aggregateId }) => chosen.textContent?.includes(aggregateId));
    await user.click(within(chosen).getAllByRole("gridcell")[1] as HTMLElement);
    await waitFor(() => expect(link(router)).toEqual({ sel: id?.aggregateId }));
    await user.click(within(await heading("Aggregate")).getByRole("button"));
    await waitFor(() => expect(link(router)).toEqual({ sort: "id", sel: id?.aggregateId }));
    await waitFor(() =>
      expect(screen.getByRole("row", { selected: true }).textContent).toContain(id?.aggregateId),
    );
  });

  it("is narrowed by every part, with a count of what is left, and a link restores it", async () => {
    const { user, router, container } = openWindow("/aggregates");
    const total = (await all()).total;
    await user.click(await screen.findByRole("button", { name: "Filter" }));
    await user.click(await screen.findByRole("menuitem", { name: "Versions" }));
    await user.type(await screen.findByRole("textbox", { name: "Versions: at least" }), "3");
    expect(await faults(container)).toEqual([]);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(link(router)).toEqual({ versionsFrom: "3" }));
    const some = (await ipc.directory({ versionsMin: 3, limit: 1 })).total;
    expect(some).toBeLessThan(total);
    await screen.findByRole("heading", { name: `${some} of ${total} aggregates` });
    await user.click(screen.getByRole("button", { name: "Filter" }));
    await user.click(await screen.findByRole("menuitem", { name: "Last change" }));
    await user.type(await screen.findByRole("textbox", { name: /Last change: before/ }), "2025-06");
    await user.keyboard("{Enter}");
    const changedUntil = "2025-06-01T00:00:00.000000Z";
    await waitFor(() => expect(link(router)).toEqual({ versionsFrom: "3", changedUntil }));
    const few = (await ipc.directory({ versionsMin: 3, lastUntil: changedUntil, limit: 1 })).total;
    await screen.findByRole("heading", { name: `${few} of ${total} aggregates` });
    await user.click(screen.getByRole("button", { name: "Clear all" }));
    await waitFor(() => expect(link(router)).toEqual({}));
  });

  it("takes a type from the list, and a last event from what the store has", async () => {
    const { user, router } = openWindow("/aggregates?type=Server");
    await user.click(await screen.findByRole("button", { name: "Filter" }));
    await user.click(await screen.findByRole("menuitem", { name: "Last event" }));
    await user.click(
      (await screen.findAllByRole("option", { name: /Changed|Created|Registered/ })).at(-1) as HTMLElement,
    );
    await waitFor(() =>
      expect(link(router)).toMatchObject({ type: "Server", lastEvent: expect.any(String) }),
    );
  });

  it("marks the deleted ones in words, and is sorted and narrowed by that", async () => {
    const { user, router, container } = openWindow("/aggregates");
    const of = async (deleted: DeletedDto[]) => (await ipc.directory({ deleted, limit: 1 })).total;
    const [yes, unknown, total] = [await of(["yes"]), await of(["unknown", "pending"]), (await all()).total];
    expect(yes).toBeGreaterThan(1);
    expect(unknown).toBeGreaterThan(1);
    await user.click(within(await heading("Deleted")).getByRole("button"));
    await waitFor(() => expect(link(router)).toEqual({ sort: "deleted" }));
    await waitFor(async () =>
      expect(within((await rows())[0] as HTMLElement).getByText("Deleted")).toBeTruthy(),
    );
    expect(await faults(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Filter" }));
    await user.click(await screen.findByRole("menuitem", { name: "Deleted" }));
    await user.click(await screen.findByRole("radio", { name: "Not known" }));
    expect(await faults(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Apply" }));
    await waitFor(() => expect(link(router)).toEqual({ sort: "deleted", deleted: "unknown" }));
    await screen.findByRole("heading", { name: `${unknown} of ${total} aggregates` });
    await waitFor(async () => {
      for (const row of await rows()) expect(within(row).getByText("Not known")).toBeTruthy();
    });
  });

  it("tells of no past instant which are deleted, and says so", async () => {
    openWindow("/aggregates?asOf=2025-06-01T00:00:00.000000Z");
    await screen.findByText(/which are deleted is told for now only/);
    expect(within(await grid()).queryByRole("columnheader", { name: "Deleted" })).toBeNull();
  });

  it("says how many were looked at, and shows what is found meanwhile", async () => {
    let tell = (_: CatalogStatusDto) => {};
    const looked = async (looked: string): Promise<CatalogStatusDto> => ({
      ...(await ipc.catalogStatus()),
      marks: { looked, total: "50000", settled: looked === "50000", paused: false },
    });
    let found: DeletedDto = "pending";
    openWindow(
      "/aggregates",
      {},
      {
        catalogStatus: () => looked("12000"),
        directory: async (query, signal) => {
          const page = await ipc.directory(query, signal);
          return { ...page, aggregates: page.aggregates.map((one) => ({ ...one, deleted: found })) };
        },
        onCatalogChanged: (listener) => {
          tell = listener;
          return () => {};
        },
      },
    );
    await screen.findByText("Deleted or not: looked at 12,000 of 50,000");
    await within((await rows())[0] as HTMLElement).findByText("Not looked at yet");
    found = "yes";
    const done = await looked("50000");
    act(() => tell(done));
    await waitFor(async () =>
      expect(within((await rows())[0] as HTMLElement).getByText("Deleted")).toBeTruthy(),
    );
    expect(screen.queryByText(/looked at/)).toBeNull();
  });

  it("says so when none fits", async () => {
    const { user, router } = openWindow("/aggregates?id=nothing-like-this");
    await screen.findByRole("heading", { name: "No aggregate fits the filter" });
    await user.click(screen.getByRole("button", { name: "Clear the filter" }));
    await waitFor(() => expect(link(router)).toEqual({}));
    await rows();
  });
});

describe("while the catalog has not read the store", () => {
  const building = async (): Promise<CatalogStatusDto> => ({
    ...(await ipc.catalogStatus()),
    phase: "building",
    directory: false,
    known: "100",
    total: "400",
  });

  it("aggregates are listed as they began, with words, and sorted as soon as it has", async () => {
    let tell = (_: CatalogStatusDto) => {};
    const { container } = openWindow(
      "/aggregates?sort=id",
      {},
      {
        catalogStatus: building,
        onCatalogChanged: (listener) => {
          tell = listener;
          return () => {};
        },
      },
    );
    await screen.findByText(/Listed as they began, without the filter and order of the link; .* \(25%\)/);
    const { aggregates } = await ipc.listAggregates(null, null, "newestFirst", 1, null);
    await waitFor(async () => expect(await firstId()).toContain(aggregates[0]?.aggregateId));
    expect(within(await heading("Aggregate")).queryByRole("button")).toBeNull();
    expect((await heading("Began")).getAttribute("aria-sort")).toBe("descending");
    await screen.findByRole("heading", { name: `${(await all()).total} aggregates` });
    expect(await faults(container)).toEqual([]);
    const done = await ipc.catalogStatus();
    act(() => tell(done));
    const [first] = (await all()).aggregates.map(({ aggregateId }) => aggregateId).sort();
    await waitFor(async () => expect(await firstId()).toContain(first));
  });

  it("a directory that turns out to be damaged is not what stays", async () => {
    let tell = (_: CatalogStatusDto) => {};
    openWindow(
      "/aggregates",
      {},
      {
        directory: () => Promise.reject(new IpcError("busy", "The catalog is made anew.")),
        onCatalogChanged: (listener) => {
          tell = listener;
          return () => {};
        },
      },
    );
    await screen.findByText("The catalog is made anew.");
    const status = await building();
    act(() => tell(status));
    expect((await rows()).length).toBeGreaterThan(5);
    expect(screen.queryByText("The catalog is made anew.")).toBeNull();
  });
});
