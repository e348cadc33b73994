import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { type CheckReportDto, IpcError } from "@/ipc";
import { fakeIpc } from "@/ipc/fake";
import { faults } from "@/test/axe";
import { openWindow } from "@/test/window";

/** The report of the made-up store with one thing found. */
async function withFinding(): Promise<CheckReportDto> {
  const report = await fakeIpc({ events: 400 }).check({ kind: "store" }, () => {});
  return {
    ...report,
    faults: 1,
    kinds: report.kinds.map((kind) => (kind.kind === "causeMissing" ? { ...kind, findings: 1 } : kind)),
    findings: [
      {
        kind: "causeMissing",
        severity: "fault",
        text: "The cause gone\u202E is neither a command nor an event of this store.",
        subject: "gone",
        aggregateId: "app-1",
        aggregateType: "Application",
        eventType: null,
        eventVersion: null,
        since: "2025-03-01T10:00:00.000000Z",
        count: "2",
        positions: ["7", "9"],
        commands: [],
      },
    ],
  };
}

describe("a check", () => {
  it("of a small store runs by itself, and of one where nothing is amiss says what was looked for", async () => {
    const report = await withFinding();
    const nothing = {
      ...report,
      faults: 0,
      notices: 0,
      findings: [],
      kinds: report.kinds.map((kind) => ({ ...kind, findings: 0 })),
    };
    const { container } = openWindow("/check", {}, { check: async () => nothing });
    await screen.findByRole("heading", { name: "Nothing found" });
    expect(screen.getByRole("main").textContent).toContain("400 events and");
    expect(screen.getByRole("main").textContent).toContain("causes that do not exist");
    expect(await faults(container)).toEqual([]);
  });

  it("lists what it found, kind by kind, each with the events that it is about", async () => {
    const report = await withFinding();
    const { user, router, container } = openWindow("/check", {}, { check: async () => report });
    await screen.findByText(/: 1 fault, /);
    await user.click(screen.getByRole("option", { name: /^Causes that do not exist/ }));
    await waitFor(() => expect(router.state.location.search).toEqual({ finds: "causeMissing" }));
    const grid = screen.getByRole("grid", { name: "Findings" });
    await user.click(await within(grid).findByRole("row", { name: /Fault/ }));
    const pane = await screen.findByRole("region", { name: "Finding" });
    expect(pane.textContent).toContain("something is wrong or missing");
    expect(pane.textContent).toContain("\\u202E");
    expect(await faults(container)).toEqual([]);
    await user.click(within(pane).getByRole("link", { name: "Event 9" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/explore"));
    expect(router.state.location.search).toEqual({ sel: "9" });
  });

  it("of a great store waits to be asked, tells how far it is, and can be stopped", async () => {
    const ipc = fakeIpc({ events: 400 });
    const startup = async () => {
      const session = await ipc.startup();
      return { ...session, store: session.store && { ...session.store, events: "10000000" } };
    };
    const check = vi.fn(
      (...[_scope, onProgress, signal]: Parameters<typeof ipc.check>) =>
        new Promise<CheckReportDto>((_, reject) => {
          onProgress({ done: 1_000_000, total: 10_000_000 });
          signal?.addEventListener("abort", () => reject(new IpcError("cancelled", "Stopped.")));
        }),
    );
    const { user } = openWindow("/check", {}, { startup, check });
    await user.click(await screen.findByRole("button", { name: "Check 10,000,000 events" }));
    await screen.findByText("Looking through 1,000,000 of 10,000,000 events");
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    await screen.findByRole("button", { name: "Check 10,000,000 events" });
    expect(check).toHaveBeenCalledTimes(1);
    expect(check.mock.calls[0]?.[2]?.aborted).toBe(true);
  });

  it("can be one of an operation, and says what cannot be looked for there", async () => {
    const ipc = fakeIpc({ events: 400 });
    const { rows } = await ipc.queryEvents({}, { after: null, order: "oldestFirst", limit: 9 });
    const id = rows.find(({ correlationId }) => correlationId !== null)?.correlationId ?? "";
    const { user, router } = openWindow("/check");
    await user.click(await screen.findByRole("radio", { name: "One operation" }));
    await user.type(await screen.findByRole("textbox", { name: "Correlation id" }), id);
    await user.click(screen.getByRole("button", { name: "Check it" }));
    await waitFor(() => expect(router.state.location.search).toEqual({ scope: "operation", id }));
    await user.click(await screen.findByRole("option", { name: /^Missing positions.*not looked for/ }));
    await screen.findByRole("heading", { name: "Not looked for" });
    expect(screen.getByRole("main").textContent).toContain("positions are the whole store's");
  });

  it("that cannot be done says why", async () => {
    const check = () => Promise.reject(new IpcError("damaged", "The file is damaged."));
    openWindow("/check", {}, { check });
    expect((await screen.findByRole("alert")).textContent).toContain("The file is damaged.");
  });
});
