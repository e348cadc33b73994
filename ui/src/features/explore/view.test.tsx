import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { faults } from "@/test/axe";
import { openWindow } from "@/test/window";

const words = async (label: string) => within(await screen.findByRole("listbox", { name: label }));

describe("the counts beside the grid", () => {
  it("say how often each word occurs, the most frequent first", async () => {
    const { container } = openWindow("/explore");
    const options = await (await words("Source")).findAllByRole("option");
    const counts = options.map((option) => Number(/ ([\d,]+) event/.exec(option.ariaLabel ?? "")?.[1]));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(400);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(await faults(container)).toEqual([]);
  });

  it("filter by a word that is chosen, and no longer when it is chosen again", async () => {
    const { user, router } = openWindow("/explore");
    const actor = await words("Actor");
    const all = (await actor.findAllByRole("option")).length;
    await user.click(await actor.findByRole("option", { name: /^officer-456 / }));
    await waitFor(() => expect(router.state.location.search).toEqual({ actor: "officer-456" }));
    const chosen = await actor.findByRole("option", { name: /^officer-456 /, selected: true });
    // The other actors stay, so that another one can be chosen instead.
    await waitFor(() => expect(actor.getAllByRole("option")).toHaveLength(all));
    await user.click(chosen);
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });

  it("take the keys", async () => {
    const { user, router } = openWindow("/explore");
    const source = await words("Source");
    const [first, second] = await source.findAllByRole("option");
    first?.focus();
    await user.keyboard("{ArrowDown}{Enter}");
    const word = /^(\w+) /.exec(second?.ariaLabel ?? "")?.[1];
    await waitFor(() => expect(router.state.location.search).toEqual({ source: word }));
  });

  it("are put away by a link, and fetched again by a button", async () => {
    const { user, router } = openWindow("/explore?facets=hidden");
    await screen.findByRole("grid", { name: "Events" });
    expect(screen.queryByRole("listbox", { name: "Actor" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Show counts" }));
    await words("Actor");
    expect(router.state.location.search).toEqual({});
  });
});

describe("a search in the text of events", () => {
  it("lists what was found with the place, and says how much it is", async () => {
    const { container, user, router } = openWindow("/explore?q=merger");
    const hits = within(await screen.findByRole("grid", { name: "Hits" }));
    const [first] = (await hits.findAllByRole("row")).filter((row) => row.querySelector("mark"));
    expect(first?.querySelector("mark")?.textContent).toBe("merger");
    expect(
      screen
        .getAllByRole("status")
        .map((s) => s.textContent)
        .join(" "),
    ).toMatch(/\d+ hits/);
    expect(await faults(container)).toEqual([]);
    await user.click(first as HTMLElement);
    await waitFor(() => expect(router.state.location.search).toMatchObject({ q: "merger" }));
    await screen.findByRole("region", { name: "Event" });
    await user.click(screen.getByRole("button", { name: "Remove filter: Text merger" }));
    await screen.findByRole("grid", { name: "Events" });
    expect(router.state.location.search).not.toHaveProperty("q");
  });

  it("says that nothing was found, and what cannot be understood", async () => {
    openWindow("/explore?q=xyzzy");
    await screen.findByText("Nothing found");
    cleanup();
    openWindow(`/explore?q=${encodeURIComponent('"open')}`);
    expect((await screen.findByRole("alert")).textContent).toContain("quote");
  });

  it("is begun from the box, with filters as pills, and Enter alone is enough", async () => {
    const { user, router } = openWindow("/trace");
    await screen.findByText("READ-ONLY");
    await user.keyboard("{Control>}k{/Control}actor:officer-456 merger{Enter}");
    await waitFor(() =>
      expect(router.state.location).toMatchObject({
        pathname: "/explore",
        search: { actor: "officer-456", q: "merger" },
      }),
    );
  });

  it("is completed from what the store holds, and views are found by their names", async () => {
    const { user, router } = openWindow("/explore");
    await screen.findByText("READ-ONLY");
    await user.keyboard("{Control>}k{/Control}actor:officer");
    await user.click(await screen.findByRole("option", { name: /^officer-456 \d+ events$/ }));
    const box = screen.getByRole<HTMLInputElement>("combobox");
    await waitFor(() => expect(box.value).toBe("actor:officer-456 "));
    await user.clear(box);
    await user.type(box, "comp");
    await user.click(await screen.findByRole("option", { name: "Go to Compare" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/compare"));
  });
});
