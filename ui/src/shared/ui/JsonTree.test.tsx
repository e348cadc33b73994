import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { tree } from "@/shared/lib/json";
import { faults } from "@/test/axe";
import { JsonTree } from "./JsonTree";

const LINES = 50_000;
const wide = tree(`[${Array.from({ length: LINES }, (_, at) => at).join(",")}]`);
const small = tree('{"a":{"b":1},"c":2}');
if (!wide || !small) throw new Error("the examples are valid");

const focused = () => document.activeElement?.getAttribute("data-path");

it("puts only the lines near what is seen into the page, and leads to the last one all the same", async () => {
  const user = userEvent.setup();
  render(<JsonTree root={wide} label="Wide" />);
  const all = () => screen.getAllByRole("treeitem").length;
  expect(all()).toBeLessThan(200);
  await user.tab();
  await user.keyboard("{End}");
  expect(focused()).toBe(`/${LINES - 1}`);
  expect(document.activeElement?.getAttribute("aria-posinset")).toBe(String(LINES));
  expect(all()).toBeLessThan(400);
  await user.keyboard("{Home}");
  expect(focused()).toBe("/0");
});

it("tells on which line the focus is, and offers the keys that it has no use for", async () => {
  const user = userEvent.setup();
  const onLine = vi.fn();
  const onKey = vi.fn((key: string) => key === "p");
  render(<JsonTree root={small} label="Small" onLine={onLine} onKey={onKey} />);
  await user.tab();
  await user.keyboard("{ArrowDown}p");
  expect(onLine.mock.calls.map(([node]) => node.path)).toEqual(["/a", "/a/b"]);
  expect(onKey.mock.calls).toEqual([["p", expect.objectContaining({ path: "/a/b" })]]);
  await user.keyboard("{Control>}p{/Control}");
  expect(onKey).toHaveBeenCalledTimes(1);
});

it("shows what a view adds to a line, before and behind it", async () => {
  render(
    <JsonTree
      root={small}
      label="Small"
      decorate={({ path }) => (path === "/c" ? { start: <i>who</i>, end: <b>what</b> } : null)}
    />,
  );
  const [, , line] = screen.getAllByRole("treeitem");
  expect(line?.textContent).toBe("whoc: 2 what");
  expect(within(screen.getByRole("tree")).getAllByText("who")).toHaveLength(1);
  expect(await faults(screen.getByRole("tree"))).toEqual([]);
});

it("keeps the focus on the path where it stood when another value takes the place of the first", async () => {
  const user = userEvent.setup();
  const later = tree('{"new":0,"a":{"b":1},"c":3}');
  if (!later) throw new Error("the example is valid");
  const { rerender } = render(<JsonTree root={small} label="Small" />);
  await user.tab();
  await user.keyboard("{End}");
  expect(focused()).toBe("/c");
  rerender(<JsonTree root={later} label="Small" />);
  expect(focused()).toBe("/c");
  await user.keyboard("{ArrowUp}");
  expect(focused()).toBe("/a/b");
});
