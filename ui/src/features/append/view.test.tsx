import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { type AppendRequestDto, IpcError } from "@/ipc";
import { fakeIpc } from "@/ipc/fake";
import { faults } from "@/test/axe";
import { openWindow } from "@/test/window";

const DATA = '{ "cost": 1.10, "cost": 9007199254740993 }';

type Window = ReturnType<typeof openWindow>;

async function openForm(link = "/append", replaced: Parameters<typeof openWindow>[2] = {}) {
  const real = fakeIpc({ events: 400, writable: true });
  const append = vi.fn(replaced.append ?? real.append);
  const window = openWindow(link, {}, { ...real, ...replaced, append });
  await screen.findByRole("form", { name: "Command" });
  return { ...window, append, sent: () => append.mock.calls.map(([request]) => request as AppendRequestDto) };
}

const field = (label: string) =>
  screen.getByLabelText<HTMLInputElement>(label, { selector: "input, textarea" });
const outcome = () => within(screen.getByRole("region", { name: "Outcome" }));

function write(input: HTMLElement, text: string) {
  fireEvent.change(input, { target: { value: text } });
}

async function fill({ user }: Pick<Window, "user">) {
  write(field("Command type"), "CorrectCost");
  write(field("Actor"), "ada");
  if (field("Aggregate id").value === "")
    await user.click(screen.getByRole("button", { name: "New aggregate" }));
  if (field("Aggregate type").value === "") write(field("Aggregate type"), "Application");
  write(field("Event type"), "CostCorrected");
  write(field("Data of event 1"), DATA);
}

const send = ({ user }: Pick<Window, "user">) => user.click(screen.getByRole("button", { name: "Send" }));
const answered = async (title: string) =>
  within(await screen.findByRole("region", { name: "Outcome" })).findByRole("heading", { name: title });

describe("a store that is open for reading", () => {
  it("says so, and is opened for writing on request", async () => {
    const { user, container } = openWindow("/append");
    await screen.findByRole("heading", { name: "This store is open for reading only" });
    expect(screen.queryByRole("form")).toBeNull();
    expect(await faults(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Open for writing" }));
    await screen.findByRole("form", { name: "Command" });
  });
});

describe("the form", () => {
  it("sends exactly what was typed, and shows where it was recorded", async () => {
    const window = await openForm();
    await fill(window);
    await send(window);
    await answered("Appended");
    expect(window.sent()).toHaveLength(1);
    expect(window.sent()[0]?.events[0]?.data).toBe(DATA);
    expect(window.sent()[0]?.expectedVersion).toEqual({ kind: "noStream" });
    expect(outcome().getByText("Version 1 at position 401.")).toBeTruthy();
    expect(await faults(window.container)).toEqual([]);
  });

  it("is not sent while something is missing; the focus goes there", async () => {
    const window = await openForm();
    await send(window);
    expect(screen.getByText("Nothing was sent: 5 fields to mend.")).toBeTruthy();
    expect(document.activeElement).toBe(field("Command type"));
    expect(screen.getByText("Say who acts.")).toBeTruthy();
    expect(await faults(window.container)).toEqual([]);
    await fill(window);
    expect(screen.queryByText(/to mend/)).toBeNull();
    expect(window.append).not.toHaveBeenCalled();
  });

  it("names the place where JSON is wrong, and is not sent", async () => {
    const window = await openForm();
    await fill(window);
    write(field("Data of event 1"), '{\n  "cost": 1.10,\n}');
    expect(screen.getByText("Line 3, column 1: a key in double quotes is expected here.")).toBeTruthy();
    await send(window);
    expect(document.activeElement).toBe(field("Data of event 1"));
    expect(window.append).not.toHaveBeenCalled();
  });

  it("is sent by Ctrl+Enter from any field, and never by Enter alone", async () => {
    const window = await openForm();
    await fill(window);
    await window.user.type(field("Actor"), "{Enter}");
    expect(window.append).not.toHaveBeenCalled();
    await window.user.type(field("Data of event 1"), "{Control>}{Enter}{/Control}");
    await answered("Appended");
    expect(window.sent()[0]?.events[0]?.data).toBe(DATA);
  });

  it("is not sent while suggestions are open: what was typed is taken, and sent with the next key", async () => {
    const window = await openForm();
    await fill(window);
    await window.user.clear(field("Event type"));
    await window.user.type(field("Event type"), "Owner{ArrowDown}{Control>}{Enter}{/Control}");
    expect(window.append).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Send" }));
    await window.user.keyboard("{Enter}");
    await answered("Appended");
    expect(window.sent()[0]?.events[0]?.eventType).toBe("Owner");
  });

  it("takes the aggregate from a link, with its type and version, and leaves the link clean", async () => {
    const [known] = (await fakeIpc({ events: 400 }).listAggregates(null, null, "oldestFirst", 1, null))
      .aggregates;
    if (!known) throw new Error("the made-up store is empty");
    const { router } = await openForm(`/append?aggregateId=${known.aggregateId}`);
    await waitFor(() => expect(field("Version").value).toBe(String(known.lastVersion)));
    expect(field("Aggregate id").value).toBe(known.aggregateId);
    expect(field("Aggregate type").value).toBe(known.aggregateType);
    expect(router.state.location.href).toBe("/append");
  });

  it("keeps what was typed and sent while another view is looked at", async () => {
    const window = await openForm();
    await fill(window);
    await send(window);
    await answered("Appended");
    await window.user.click(outcome().getByRole("link", { name: "Aggregate at version 1" }));
    await waitFor(() => expect(window.router.state.location.searchStr).toBe("?v=1"));
    window.router.history.back();
    await screen.findByRole("form", { name: "Command" });
    expect(field("Data of event 1").value).toBe(DATA);
    expect(outcome().getByRole("heading", { name: "Appended" })).toBeTruthy();
  });

  it("sends several events of one command together", async () => {
    const window = await openForm();
    await fill(window);
    await window.user.click(screen.getByRole("button", { name: "Add event" }));
    await window.user.click(screen.getByRole("button", { name: "Add event" }));
    await window.user.click(screen.getByRole("button", { name: "Remove event 2" }));
    const second = screen.getByRole("group", { name: "Event 2" });
    const type = within(second).getByLabelText("Event type", { selector: "input" });
    write(type, "OwnerAssigned");
    await send(window);
    await answered("Appended");
    expect(window.sent()[0]?.events.map(({ eventType }) => eventType)).toEqual([
      "CostCorrected",
      "OwnerAssigned",
    ]);
    expect(outcome().getByText("Versions 1 to 2 at positions 401 to 402.")).toBeTruthy();
  });
});

describe("the same command", () => {
  it("is recognised when it is sent again, and nothing is written", async () => {
    const window = await openForm();
    await fill(window);
    await send(window);
    await answered("Appended");
    await window.user.click(outcome().getByRole("button", { name: "Send again" }));
    await answered("Already processed");
    expect(window.sent()[1]).toEqual(window.sent()[0]);
    expect((await window.ipc.storeInfo()).events).toBe("401");
    expect(outcome().getAllByRole("listitem")).toHaveLength(2);
  });

  it("with other content is refused until it has an id of its own", async () => {
    const window = await openForm();
    await fill(window);
    await send(window);
    await answered("Appended");
    write(field("Data of event 1"), "{}");
    await send(window);
    await answered("Command id reused");
    await window.user.click(outcome().getByRole("button", { name: "New id" }));
    expect(field("Command id").value).not.toBe(window.sent()[1]?.commandId);
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Send" }));
  });
});

describe("a stale version", () => {
  it("gives a conflict; after a reload the same command goes through", async () => {
    const window = await openForm();
    await fill(window);
    await send(window);
    await answered("Appended");
    await window.user.click(screen.getByRole("button", { name: "New id" }));
    await send(window);
    await answered("Version conflict");
    expect(
      outcome().getByText("Nothing was written. No events were expected, but the aggregate is at version 1."),
    ).toBeTruthy();
    expect(await faults(window.container)).toEqual([]);
    await window.user.click(outcome().getByRole("button", { name: "Reload" }));
    expect(field("Version").value).toBe("1");
    expect(field("Data of event 1").value).toBe(DATA);
    await window.user.keyboard("{Enter}");
    await answered("Appended");
    const [, refused, accepted] = window.sent();
    expect(accepted?.commandId).toBe(refused?.commandId);
    expect(outcome().getByText("Version 2 at position 402.")).toBeTruthy();
  });
});

describe("an answer that was lost", () => {
  it("is told with the backend's words, and the same can be sent again under the same id", async () => {
    const real = fakeIpc({ events: 400, writable: true });
    const append = vi
      .fn(real.append)
      .mockRejectedValueOnce(new IpcError("busy", "Another program holds the store."));
    const window = await openForm("/append", { ...real, append });
    await fill(window);
    await send(window);
    await answered("Not appended");
    expect(outcome().getByText(/^Another program holds the store\. Send it again/)).toBeTruthy();
    await window.user.click(outcome().getByRole("button", { name: "Send again" }));
    await answered("Appended");
    expect(window.sent()[1]).toEqual(window.sent()[0]);
  });
});

describe("the log", () => {
  it("shows again what became of something sent before", async () => {
    const window = await openForm();
    await fill(window);
    await send(window);
    await answered("Appended");
    await window.user.click(outcome().getByRole("button", { name: "Send again" }));
    await answered("Already processed");
    await window.user.click(outcome().getByRole("button", { name: /^Appended/ }));
    await answered("Appended");
  });
});
