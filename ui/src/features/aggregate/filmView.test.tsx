import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { AtDto } from "@/ipc";
import { fakeIpc } from "@/ipc/fake";
import { loopSetting, paceSetting, speedSetting } from "@/shared/lib/film";
import { EVENTS, link, longest, openAggregate, slider, stateHeading } from "./testWindow";

beforeEach(() => {
  speedSetting.write("16");
  paceSetting.write("event");
  loopSetting.write("once");
});

describe("the film of an aggregate", () => {
  it("goes through every version to the last and ends there", async () => {
    const { lastVersion: last } = await longest();
    const real = fakeIpc({ events: EVENTS });
    const asked: AtDto[] = [];
    const { user } = await openAggregate(`?v=${last - 4}`, {
      stateAt: (id, at, ...rest) => {
        asked.push(at);
        return real.stateAt(id, at, ...rest);
      },
    });
    await stateHeading(`State at version ${last - 4}`);
    await user.click(await screen.findByRole("button", { name: "Play the versions" }));
    await stateHeading(`State at version ${last}`);
    await screen.findByRole("button", { name: "Play the versions" });
    const between = [4, 3, 2, 1].map((back) => ({ kind: "version", version: last - back }));
    expect(asked).toEqual([...between, { kind: "latest" }]);
  });

  it("begins anew at the first version where that is wished", async () => {
    loopSetting.write("loop");
    const { lastVersion: last } = await longest();
    const { user } = await openAggregate(`?v=${last - 1}`);
    await stateHeading(`State at version ${last - 1}`);
    await user.click(await screen.findByRole("button", { name: "Play the versions" }));
    await stateHeading("State at version 1");
    await stateHeading("State at version 2");
    await user.click(screen.getByRole("button", { name: "Pause the versions" }));
  });

  it("is played and paused with the space bar, and never begins by itself", async () => {
    speedSetting.write("0.5");
    const { user } = await openAggregate("?v=1");
    await stateHeading("State at version 1");
    await screen.findByRole("button", { name: "Play the versions" });
    await user.keyboard(" ");
    await screen.findByRole("button", { name: "Pause the versions" });
    await stateHeading("State at version 2");
    await user.keyboard(" ");
    await screen.findByRole("button", { name: "Play the versions" });
  });

  it("stops when a condition becomes true, and says so", async () => {
    const real = fakeIpc({ events: EVENTS });
    const { user, id, router } = await openAggregate("?v=1");
    await stateHeading("State at version 1");
    const condition = { path: "/owner", test: { kind: "changes" } } as const;
    const found: number[] = [];
    await real.findMoments({ kind: "aggregate", aggregateId: id }, condition, { kind: "auto" }, ({ hits }) =>
      found.push(...hits.map(({ event }) => event.version)),
    );
    const stop = found.find((version) => version > 1);
    expect(stop).toBeDefined();
    await user.click(screen.getByRole("button", { name: "How to play the versions" }));
    await user.type(await screen.findByRole("textbox", { name: "When path" }), "/owner{Enter}");
    await screen.findByRole("button", { name: "Do not stop" });
    await user.keyboard("{Escape}");
    await user.click(await screen.findByRole("button", { name: "Play the versions" }));
    await screen.findByText(RegExp(`^Stopped at version ${stop}`));
    expect((await slider()).value).toBe(String(stop));
    await waitFor(() => expect(link(router)).toMatchObject({ v: String(stop) }));
  });
});
