import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FoldedByDto, Ipc } from "@/ipc";
import { fakeIpc } from "@/ipc/fake";
import { counted } from "@/shared/lib/number";
import { faults } from "@/test/axe";
import { altered, EVENTS, link, longest, openAggregate, slider, stateHeading } from "./testWindow";

const AUTO = { kind: "auto" } as const;
const LATEST = { kind: "latest" } as const;
const bar = async () => within(await screen.findByRole("region", { name: "What if" }));

/** The last version without which the latest state would be another. */
async function telling(
  real: Ipc,
  id: string,
  last: number,
): Promise<{ version: number; differences: number }> {
  for (let version = last - 1; version > 0; version -= 1) {
    const { changes } = await real.diffStates(
      id,
      { at: LATEST, fold: AUTO, without: [] },
      { at: LATEST, fold: AUTO, without: [version] },
      () => {},
    );
    if (changes.length > 0) return { version, differences: changes.length };
  }
  throw new Error("every version makes no difference");
}

describe("what if an event had not happened", () => {
  it("is shown as hypothetical, against what really was, and Escape leads back", async () => {
    const { aggregateId, lastVersion } = await longest();
    const { version, differences } = await telling(fakeIpc({ events: EVENTS }), aggregateId, lastVersion);
    const { user, router, last } = await openAggregate(`?v=${version}`);
    await stateHeading(`State at version ${version}`);
    await user.click(screen.getByRole("button", { name: "What if…" }));
    await user.click(
      await screen.findByRole("menuitem", {
        name: new RegExp(`^What if version ${version} had not happened`),
      }),
    );
    // From the version itself there is nothing to be seen: the latest state without it is shown.
    await stateHeading(`Supposed state at version ${last}`);
    expect(link(router)).toEqual({ without: String(version) });
    const told = await bar();
    expect(told.getByText("HYPOTHETICAL")).toBeTruthy();
    expect(told.getByRole("status").textContent).toContain("As if 1 event had not happened.");
    expect(told.getByRole("status").textContent).toContain(counted(differences, "path"));
    expect(screen.getByRole("radio", { name: counted(differences, "difference") })).toBeTruthy();
    expect(screen.queryByRole("radio", { name: "Who set it" })).toBeNull();
    expect(await faults(screen.getByRole("main"))).toEqual([]);
    await user.keyboard("{Escape}");
    await stateHeading(`State at version ${last}`);
    expect(link(router)).toEqual({});
    router.history.back();
    await stateHeading(`Supposed state at version ${last}`);
  });

  it("is asked from the list of events, and taken back there; a later point stays", async () => {
    const { user, router, last } = await openAggregate(`?v=5`);
    await stateHeading("State at version 5");
    const list = screen.getByRole("grid", { name: "Events of this aggregate" });
    await user.click(await within(list).findByRole("button", { name: /What if version 3 had not/ }));
    await stateHeading("Supposed state at version 5");
    expect(link(router)).toEqual({ v: "5", without: "3" });
    expect((await slider()).value).toBe("5");
    expect(within(list).getByText("LEFT OUT")).toBeTruthy();
    list.focus();
    await user.keyboard("w");
    await stateHeading(`Supposed state at version ${last}`);
    expect(link(router)).toEqual({ without: "3,5" });
    await user.click((await bar()).getByRole("button", { name: "Take version 3 in again" }));
    await waitFor(() => expect(link(router)).toEqual({ without: "5" }));
    await user.click((await bar()).getByRole("button", { name: /What really happened/ }));
    await stateHeading(`State at version ${last}`);
  });

  it("says so where nothing would be another", async () => {
    const { last } = await openAggregate("?without=9999");
    await stateHeading(`Supposed state at version ${last}`);
    expect((await bar()).getByRole("status").textContent).toContain("The state would be the same.");
    expect(screen.getByText("The same as what really was.")).toBeTruthy();
  });
});

describe("the fold", () => {
  const PROJECTION: FoldedByDto = { kind: "projection", file: "a.js", version: 2, hash: "0123456789abcdef" };

  it("that folded a state is named", async () => {
    await openAggregate(
      "",
      altered(() => ({ foldedBy: PROJECTION })),
    );
    const label = await screen.findByText(/projection a\.js/);
    expect(label.closest("p")?.textContent).toBe("Fold: projection a.js, version 2, 01234567");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("that stands in for a projection which cannot be used says so loudly", async () => {
    await openAggregate(
      "",
      altered(() => ({ foldedBy: { kind: "merge", problem: "a.js, line 3: unexpected token." } })),
    );
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("a.js, line 3: unexpected token.");
    expect(alert.textContent).toContain("Merge patch stands in");
  });

  it("that a link wishes for and nobody has leads back to what really happened", async () => {
    const { user, last } = await openAggregate("?fold=gone.js");
    expect((await screen.findByRole("alert")).textContent).toContain("gone.js");
    await user.click(screen.getByRole("button", { name: "What really happened" }));
    await stateHeading(`State at version ${last}`);
  });

  it("can be another, told as a supposition", async () => {
    const { aggregateType } = await longest();
    const used = { file: "a.js", aggregateType, version: 2, hash: "", problem: null, inUse: true };
    const { user, router, last } = await openAggregate("", {
      projections: async () => ({
        folder: "/data/projections",
        isDefault: true,
        exists: true,
        problem: null,
        items: [used],
      }),
    });
    await stateHeading(`State at version ${last}`);
    await user.click(screen.getByRole("button", { name: "What if…" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Merge patch/ }));
    await stateHeading(`Supposed state at version ${last}`);
    expect(link(router)).toEqual({ fold: "merge" });
    expect((await bar()).getByRole("status").textContent).toContain("Folded by merge patch");
    // Whoever set what is still told: nothing was left out.
    await screen.findByText(/Set earlier/);
  });
});

it("tells what an event said without changing anything, beside its payload and among its changes", async () => {
  const { user } = await openAggregate(
    "",
    altered(() => ({ idle: ["/approvedBy"] })),
  );
  await screen.findByText("Changed nothing:");
  await user.click(screen.getByRole("radio", { name: /changes?$/ }));
  const said = await screen.findByRole("region", { name: "Said without changing anything" });
  expect(said.textContent).toContain("/approvedBy");
});

it("tells which element moved, and from where", async () => {
  const moved = { path: "/owner", kind: "moved", old: null, new: null, from: "/3" } as const;
  const { user } = await openAggregate(
    "",
    altered(() => ({ changes: [moved] })),
  );
  expect((await screen.findByRole("tree", { name: "State" })).textContent).toContain("was at 3");
  await user.click(screen.getByRole("radio", { name: "1 change" }));
  expect((await screen.findByRole("table")).textContent).toContain("moved here from /3");
});

it("marks on the scrubber where snapshots stand, and says so", async () => {
  const snapshot = (version: number, fits: boolean) => ({ version, snapshotVersion: 1, takenAt: null, fits });
  await openAggregate("", { snapshotsOf: async () => [snapshot(2, true), snapshot(4, false)] });
  await waitFor(async () => {
    const about = (await slider()).getAttribute("aria-describedby") ?? "";
    expect(document.getElementById(about.split(" ").at(-1) ?? "")?.textContent).toBe(
      "2 snapshots stored, from version 2 to 4. 1 of them made by another fold, and not used.",
    );
  });
  expect(screen.getByTitle("Snapshot at version 4, made by another fold")).toBeTruthy();
});
