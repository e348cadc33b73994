import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { IpcError } from "@/ipc";
import { fakeIpc } from "@/ipc/fake";
import { faults } from "@/test/axe";
import { EVENTS, link, openAggregate, stateHeading } from "./testWindow";

const AUTO = { kind: "auto" } as const;
const LATEST = { kind: "latest" } as const;

const tree = () => screen.findByRole("tree", { name: "State" });
const line = async (path: string) => {
  const found = (await tree()).querySelector<HTMLElement>(`[data-path="${path}"]`);
  if (!found) throw new Error(`no line for ${path}`);
  return found;
};
const settings = async (real: ReturnType<typeof fakeIpc>, id: string, path: string) => {
  const versions: number[] = [];
  const scope = { kind: "aggregate", aggregateId: id } as const;
  await real.findMoments(scope, { path, test: { kind: "changes" } }, AUTO, ({ hits }) =>
    versions.push(...hits.map(({ event }) => event.version)),
  );
  return versions;
};

describe("the gutter", () => {
  it("tells on every line who set it and when, and says so to those who hear it", async () => {
    const { id, real } = await openAggregate();
    const { paths, setters } = await real.blameAt(id, LATEST, AUTO, () => {});
    await screen.findByText(/Set earlier/);
    for (const { path, last } of paths.filter(({ path }) => path !== "")) {
      const setter = setters[last ?? -1];
      const text = (await line(path)).textContent;
      expect(text).toContain(`${setter?.instant?.slice(0, 10)}${setter?.actor}`);
      expect(text).toContain(`Set in version ${setter?.version} by ${setter?.actor}`);
    }
    expect(await faults(screen.getByRole("main"))).toEqual([]);
  });

  it("leads to the event that set a line, by pointer or by key, and back undoes it", async () => {
    const { user, router, id, last, real } = await openAggregate();
    const set = (await settings(real, id, "/name")).at(-1);
    await screen.findByText(/Set earlier/);
    const cell = (await line("/name")).querySelector("button");
    if (!cell) throw new Error("no gutter");
    await user.click(cell);
    await stateHeading(`State at version ${set}`);
    expect(document.activeElement).toBe(await line("/name"));
    router.history.back();
    await stateHeading(`State at version ${last}`);
    (await line("/name")).focus();
    await user.keyboard("{Enter}");
    await stateHeading(`State at version ${set}`);
    await waitFor(() => expect(link(router)).toEqual({ v: String(set) }));
  });

  it("is looked up after the state is shown, and only for the tree that shows it", async () => {
    const real = fakeIpc({ events: EVENTS });
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const blameAt = vi.fn(async (...args: Parameters<typeof real.blameAt>) => {
      await gate;
      return real.blameAt(...args);
    });
    const { user, last } = await openAggregate("?show=tree", { blameAt });
    await stateHeading(`State at version ${last}`);
    expect(blameAt).not.toHaveBeenCalled();
    await user.click(screen.getByRole("radio", { name: "Who set it" }));
    await screen.findByText("Looking up who set what…");
    expect((await line("/name")).textContent).toMatch(/^name:/);
    open();
    await screen.findByText(/Set earlier/);
    expect((await line("/name")).textContent).toMatch(/^\d{4}-\d{2}-\d{2}/);
  });

  it("that cannot be told says why and can be tried again", async () => {
    const real = fakeIpc({ events: EVENTS });
    const blameAt = vi.fn(real.blameAt).mockRejectedValueOnce(new IpcError("io", "The disk is gone."));
    const { user, last } = await openAggregate("", { blameAt });
    await stateHeading(`State at version ${last}`);
    expect((await screen.findByRole("alert")).textContent).toContain("The disk is gone.");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByText(/Set earlier/);
  });

  it("that takes long tells how far it is and can be stopped", async () => {
    const { user, last } = await openAggregate("", {
      blameAt: (_id, _at, _fold, onProgress, signal) =>
        new Promise((_resolve, reject) => {
          onProgress({ done: 1000, total: 100_000 });
          signal?.addEventListener("abort", () => reject(new IpcError("cancelled", "Stopped.")));
        }),
    });
    await screen.findByText(/Looking up who set what: 1,000 of 100,000 events/);
    await stateHeading(`State at version ${last}`);
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    await screen.findByText(/was not looked up to the end/);
    expect(screen.getByRole("button", { name: "Look it up" })).toBeTruthy();
  });
});

describe("the life of a field", () => {
  it("is stepped through with P and N, and ends are said", async () => {
    const { user, id, last, real } = await openAggregate();
    const versions = await settings(real, id, "/owner");
    expect(versions.length).toBeGreaterThan(1);
    await stateHeading(`State at version ${last}`);
    (await line("/owner")).focus();
    for (const version of [...versions].reverse().filter((version) => version !== last)) {
      await user.keyboard("p");
      await stateHeading(`State at version ${version}`);
      expect(document.activeElement).toBe(await line("/owner"));
    }
    await user.keyboard("p");
    await screen.findByText("Nothing set /owner earlier.");
    await user.keyboard("n");
    await stateHeading(`State at version ${versions[1]}`);
    const bar = within(screen.getByRole("region", { name: "Field" }));
    expect(bar.getByText("/owner")).toBeTruthy();
    await waitFor(() => expect(bar.getByRole("status").textContent).toContain(`version ${versions[1]}`));
  });

  it("is listed whole, each setting a way to its version, and stays in the link", async () => {
    const { user, router, id, last, real } = await openAggregate();
    const versions = await settings(real, id, "/owner");
    await stateHeading(`State at version ${last}`);
    (await line("/owner")).focus();
    await user.keyboard("l");
    const panel = within(await screen.findByRole("region", { name: "Moments" }));
    await panel.findByText(`${versions.length} times.`);
    expect(link(router)).toEqual({ path: "/owner" });
    const links = panel.getAllByRole("link");
    expect(links.map((each) => each.firstChild?.textContent)).toEqual(
      versions.map((version) => `v${version}`),
    );
    const [first] = links;
    if (!first) throw new Error("no setting");
    await user.click(first);
    await stateHeading(`State at version ${versions[0]}`);
    expect(link(router)).toEqual({ path: "/owner", v: String(versions[0]) });
    await waitFor(() => expect(panel.getAllByRole("link")[0]?.getAttribute("aria-current")).toBe("true"));
    expect(await faults(screen.getByRole("main"))).toEqual([]);
    await user.click(panel.getByRole("button", { name: "Close" }));
    expect(link(router)).toEqual({ v: String(versions[0]) });
  });
});
