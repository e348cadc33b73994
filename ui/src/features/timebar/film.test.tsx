import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { fakeIpc } from "@/ipc/fake";
import { loopSetting, paceSetting, speedSetting } from "@/shared/lib/film";
import { openWindow } from "@/test/window";

beforeEach(() => {
  speedSetting.write("16");
  loopSetting.write("once");
});

const link = (router: ReturnType<typeof openWindow>["router"]) => router.state.location.search;
const playhead = () => screen.getByRole("slider", { name: /^Playhead/ }).getAttribute("aria-valuetext");

it("plays the history by time, from a past instant until now", async () => {
  paceSetting.write("time");
  const { user, router } = openWindow("/trace?asOf=2025-08-01");
  await user.click(await screen.findByRole("button", { name: "Play the history" }));
  const seen = new Set<string | null>();
  await waitFor(() => {
    seen.add(playhead());
    expect(playhead()).toBe("now");
  });
  expect(seen.size).toBeGreaterThan(2);
  await waitFor(() => expect(link(router)).toEqual({}));
  await screen.findByRole("button", { name: "Play the history" });
});

it("plays it event by event, those that fit the view's filter, and pauses with the space bar", async () => {
  paceSetting.write("event");
  const page = { after: null, order: "oldestFirst", limit: 3 } as const;
  const { rows } = await fakeIpc({ events: 400 }).queryEvents({ actor: "officer-456" }, page);
  const { user, router } = openWindow(`/explore?actor=officer-456&asOf=${rows[0]?.instant}`);
  await screen.findByRole("button", { name: "Play the history" });
  speedSetting.write("0.5");
  await user.keyboard(" ");
  await waitFor(() => expect(link(router)).toMatchObject({ asOf: rows[1]?.instant }));
  await user.keyboard(" ");
  await screen.findByRole("button", { name: "Play the history" });
});
