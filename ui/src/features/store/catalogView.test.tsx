import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { IpcError } from "@/ipc";
import { fakeIpc } from "@/ipc/fake";
import { faults } from "@/test/axe";
import { openWindow } from "@/test/window";

it("is a sign in the frame while all is well, and tells more where it is pressed", async () => {
  const { user, container } = openWindow("/explore");
  await user.click(await screen.findByRole("button", { name: "Catalog: knows every event" }));
  const panel = await screen.findByRole("dialog", { name: "Catalog" });
  within(panel).getByText(/^Knows all 400 events/);
  within(panel).getByText("/cache/hindsight/catalogs/acme-ea.catalog");
  expect(await faults(panel)).toEqual([]);
  expect(await faults(container)).toEqual([]);
});

it("tells how far it is, and reads no further while it is paused", async () => {
  const { user } = openWindow("/explore", { catalog: "building", events: 4000 });
  await user.click(await screen.findByRole("button", { name: /^Catalog \d+%$/ }));
  const panel = await screen.findByRole("dialog", { name: "Catalog" });
  await user.click(await within(panel).findByRole("button", { name: "Pause" }));
  await within(panel).findByText(/^Paused at /);
  await user.click(within(panel).getByRole("button", { name: "Go on reading" }));
  await within(panel).findByText(/^Knows all 4,000 events/);
});

it("is made anew, and says why it is begun", async () => {
  const { user } = openWindow("/explore");
  await user.click(await screen.findByRole("button", { name: "Store acme-ea.db" }));
  await user.click(await screen.findByRole("menuitem", { name: "About this store" }));
  const dialog = await screen.findByRole("dialog", { name: "About this store" });
  await user.click(await within(dialog).findByRole("button", { name: "Make the catalog anew" }));
  await within(dialog).findByText("The catalog was begun anew: it was asked for.");
  within(dialog).getByRole("progressbar", { name: "Reading the store into the catalog" });
  await within(dialog).findByText(/^Knows all 400 events/);
  expect(within(dialog).queryByRole("progressbar")).toBeNull();
});

it("has its text index switched off for the store, or says why that failed", async () => {
  const failing = vi.fn().mockRejectedValueOnce(new IpcError("internal", "The choice cannot be kept."));
  const { setTextIndex, ...rest } = fakeIpc({ events: 400 });
  failing.mockImplementation(setTextIndex);
  const { user } = openWindow("/explore", {}, { ...rest, setTextIndex: failing });
  await user.click(await screen.findByRole("button", { name: "Catalog: knows every event" }));
  const panel = await screen.findByRole("dialog", { name: "Catalog" });
  await user.click(within(panel).getByRole("radio", { name: "Off" }));
  await within(panel).findByText("The choice cannot be kept.");
  await user.click(within(panel).getByRole("radio", { name: "Off" }));
  await within(panel).findByText(/^Off\. A search reads/);
  expect(within(panel).queryByText("The choice cannot be kept.")).toBeNull();
});

it("says in the frame that it stopped, and in its panel why", async () => {
  const { user } = openWindow("/explore", { catalog: "failed" });
  await user.click(await screen.findByRole("button", { name: "Catalog stopped" }));
  const panel = await screen.findByRole("dialog", { name: "Catalog" });
  within(panel).getByText("The catalog cannot go on, and will try again: the disk is full.");
});

it("counts events that somebody else recorded, and brings them in only when asked", async () => {
  const ipc = fakeIpc({ events: 400, writable: true });
  const { user } = openWindow("/explore", {}, ipc);
  const newest = async () => {
    const grid = await screen.findByRole("grid", { name: "Events" });
    return (await within(grid).findAllByRole("row", { selected: false }))[0]?.textContent ?? "";
  };
  expect(await newest()).toMatch(/^400/);
  await screen.findByRole("button", { name: "Catalog: knows every event" });
  const event = {
    eventType: "OwnerAssigned",
    eventVersion: 1,
    data: "{}",
    metadata: null,
    causationId: null,
  };
  await ipc.append({
    commandId: null,
    commandType: "SetOwner",
    aggregateId: "server-1",
    aggregateType: "Server",
    actor: "officer-1",
    actorType: "user",
    source: "api",
    correlationId: null,
    data: "{}",
    metadata: "{}",
    expectedVersion: { kind: "any" },
    events: [event, event],
  });
  const badge = await screen.findByRole("button", { name: "2 new events" });
  expect(await newest()).toMatch(/^400/);
  await user.click(badge);
  await waitFor(async () => expect(await newest()).toMatch(/^402/));
  await waitFor(() => expect(screen.queryByRole("button", { name: /new event/ })).toBeNull());
});

it("says over every view that what had happened in the store was changed, until that was seen", async () => {
  const { user, container } = openWindow("/explore", { catalog: "changed" });
  const told = await screen.findByRole("alert");
  within(told).getByText(/^The past of this store is not what it was: events were changed in place/);
  expect(await faults(container)).toEqual([]);
  within(told).getByRole("button", { name: "Show what it holds now" });
  await user.click(within(told).getByRole("button", { name: "Dismiss" }));
  expect(screen.queryByRole("alert")).toBeNull();
});
