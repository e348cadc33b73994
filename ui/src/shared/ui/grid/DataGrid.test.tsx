import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { faults } from "@/test/axe";
import { DataGrid } from "./DataGrid";
import type { GridSource, Ranks } from "./source";

type Load = GridSource<number>["load"];

/** Rows 1..n, loaded at once. */
function rowsTo(length: number): Load {
  return async (direction, after, limit) => {
    const step = direction === "forward" ? 1 : -1;
    const rows: number[] = [];
    const from = after === null ? (step === 1 ? 0 : length + 1) : Number(after);
    for (let row = from + step; row >= 1 && row <= length && rows.length < limit; row += step) rows.push(row);
    return { rows, isLast: rows.length < limit || rows.at(-1) === (step === 1 ? length : 1) };
  };
}

function Grid({
  load,
  total,
  name = "numbers",
  kin,
  axis,
  ranks,
}: {
  load: Load;
  total: number | null;
  name?: string;
  kin?: string;
  axis?: string;
  ranks?: Ranks;
}) {
  const [selected, setSelected] = useState<string | null>(null);
  return (
    <DataGrid
      label="Numbers"
      source={{ name, kin, axis, ascending: true, position: String, load, ranks }}
      columns={[{ key: "n", header: "Number", width: "1fr", cell: (row) => `row ${row}` }]}
      total={total}
      selected={selected}
      onSelect={(row) => setSelected(String(row))}
      empty={<p>Nothing here</p>}
      failureText={(failure) => (failure as Error).message}
    />
  );
}

const shown = () => screen.findAllByRole("row").then((rows) => rows.slice(1).map((row) => row.textContent));
const wheel = (rows: number) => {
  const body = screen.getAllByRole("rowgroup")[1];
  if (body) fireEvent.wheel(body, { deltaY: rows * 28 });
};

describe("a grid over a million rows", () => {
  it("keeps to the elements that fit, wherever it is", async () => {
    const { container } = render(<Grid load={rowsTo(1_000_000)} total={1_000_000} />);
    await screen.findByText("row 1");
    const elements = container.querySelectorAll("*").length;
    for (let turn = 0; turn < 30; turn += 1) {
      wheel(50);
      await waitFor(async () => expect((await shown()).length).toBeLessThanOrEqual(21));
    }
    await waitFor(async () => expect((await shown())[0]).not.toBe("row 1"));
    expect(container.querySelectorAll("*").length).toBeLessThanOrEqual(elements + 10);
    expect(await faults(container)).toEqual([]);
  });

  it("says where each row stands and how many there are", async () => {
    render(<Grid load={rowsTo(1_000_000)} total={1_000_000} />);
    const grid = await screen.findByRole("grid", { name: "Numbers" });
    expect(grid.getAttribute("aria-rowcount")).toBe("1000001");
    const row = (await screen.findByText("row 7")).closest("[role=row]");
    expect(row?.getAttribute("aria-rowindex")).toBe("8");
  });

  it("does not know how many there are before it is told", async () => {
    render(<Grid load={rowsTo(500)} total={null} />);
    expect((await screen.findByRole("grid")).getAttribute("aria-rowcount")).toBe("-1");
  });

  it("names the selected row to assistive technology", async () => {
    render(<Grid load={rowsTo(1_000_000)} total={null} />);
    const row = (await screen.findByText("row 3")).closest("[role=row]");
    if (row) fireEvent.click(row);
    const grid = screen.getByRole("grid");
    await waitFor(() => expect(grid.getAttribute("aria-activedescendant")).toBe(row?.id));
    expect(within(grid).getByRole("row", { selected: true })).toBe(row);
  });

  it("keeps up with keys that come faster than the selection goes round", async () => {
    render(<Grid load={rowsTo(1_000_000)} total={null} />);
    await screen.findByText("row 1");
    const grid = screen.getByRole("grid");
    for (let press = 0; press < 10; press += 1) fireEvent.keyDown(grid, { key: "ArrowDown" });
    await waitFor(() => expect(screen.getByRole("row", { selected: true }).textContent).toBe("row 10"));
  });
});

/** Where the numbers stand that fit. */
const ranksOf = (fits: number[]): Ranks => ({
  count: async () => fits.length,
  rankOf: async (position) => fits.indexOf(Number(position)),
  positionAt: async (rank) => String(fits[rank]),
});
const listOf =
  (fits: number[]): Load =>
  async (direction, after, limit) => {
    const forward = direction === "forward";
    const beyond = fits.filter((n) => after === null || (forward ? n > Number(after) : n < Number(after)));
    const rows = (forward ? beyond : beyond.reverse()).slice(0, limit);
    return { rows, isLast: rows.length === beyond.length };
  };
const multiples = (of: number) => Array.from({ length: Math.floor(100_000 / of) }, (_, n) => (n + 1) * of);

describe("another filter", () => {
  const tops = async () => (await shown())[0];
  /** The grid of all numbers with one selected in the middle of the view. */
  async function selectedIn(row: string, axis?: string) {
    const every = multiples(1);
    const made = render(
      <Grid load={listOf(every)} total={null} name="all" axis={axis} ranks={ranksOf(every)} />,
    );
    await screen.findByText("row 1");
    wheel(72);
    await waitFor(async () => expect(await tops()).toBe("row 73"));
    fireEvent.click(screen.getByText(row));
    return made;
  }

  it("leaves the selected row selected and where it was, if it still fits", async () => {
    const { rerender } = await selectedIn("row 85");
    const fives = multiples(5);
    rerender(<Grid load={listOf(fives)} total={null} name="fives" ranks={ranksOf(fives)} />);
    await screen.findByText("row 25");
    await waitFor(() => expect(screen.queryByText("row 81")).toBeNull());
    expect(screen.getByRole("row", { selected: true }).textContent).toBe("row 85");
    expect(await tops()).toBe("row 25");
    await waitFor(() =>
      expect(screen.getByRole("row", { selected: true }).getAttribute("aria-rowindex")).toBe("18"),
    );
  });

  it("leaves the row under the pointer there, if it still fits, whatever is selected", async () => {
    const { rerender } = await selectedIn("row 75", "numbers");
    const body = screen.getAllByRole("rowgroup")[1] as HTMLElement;
    // Row 85 is the thirteenth in sight.
    fireEvent.pointerMove(body, { clientY: 12.5 * 28 });
    const fives = multiples(5);
    rerender(<Grid load={listOf(fives)} total={null} name="fives" axis="numbers" ranks={ranksOf(fives)} />);
    await waitFor(() => expect(screen.queryByText("row 81")).toBeNull());
    expect((await shown())[12]).toBe("row 85");
    fireEvent.pointerMove(document.body, { clientY: 1 });
    // What comes to lie under a pointer at rest is not pointed at.
    fireEvent.pointerMove(body, { clientY: 1 });
    const all = multiples(1);
    rerender(<Grid load={listOf(all)} total={null} name="all again" axis="numbers" ranks={ranksOf(all)} />);
    await screen.findByText("row 81");
    expect((await shown())[10]).toBe("row 75");
  });

  it("stays at what was in sight where nothing is selected, and at the beginning where one was there", async () => {
    const every = multiples(1);
    const fives = multiples(5);
    const { rerender } = render(<Grid load={listOf(every)} total={null} name="all" axis="numbers" />);
    await screen.findByText("row 1");
    rerender(<Grid load={listOf(fives)} total={null} name="fives" axis="numbers" />);
    await screen.findByText("row 10");
    expect(await tops()).toBe("row 5");
    wheel(13);
    await waitFor(async () => expect(await tops()).toBe("row 70"));
    rerender(<Grid load={listOf(every)} total={null} name="all again" axis="numbers" />);
    await screen.findByText("row 71");
    expect(await tops()).toBe("row 70");
    rerender(<Grid load={listOf(fives)} total={null} name="another list" axis="others" />);
    await screen.findByText("row 10");
    expect(await tops()).toBe("row 5");
  });

  it("that the selected row does not fit shows what is nearest to it", async () => {
    const { rerender } = await selectedIn("row 81");
    const tens = multiples(10);
    rerender(<Grid load={listOf(tens)} total={null} name="tens" ranks={ranksOf(tens)} />);
    await screen.findByText("row 90");
    expect(screen.getByText("row 80")).toBeTruthy();
    expect(screen.queryByRole("row", { selected: true })).toBeNull();
  });
});

it("says where one stands while moving, as a guess where it is not known, and then no more", async () => {
  const every = multiples(1);
  const { rerender } = render(<Grid load={listOf(every)} total={100_000} name="a" ranks={ranksOf(every)} />);
  await screen.findByText("row 1");
  expect(screen.queryByText(/ of 100,000/)).toBeNull();
  wheel(5);
  await screen.findByText("Row 6 of 100,000");
  expect(screen.getByRole("scrollbar").getAttribute("aria-valuetext")).toBe("Row 6 of 100,000");
  await waitFor(() => expect(screen.queryByText("Row 6 of 100,000")).toBeNull(), { timeout: 2000 });
  rerender(<Grid load={listOf(every)} total={100_000} name="b" />);
  await screen.findByText("row 1");
  fireEvent.keyDown(screen.getByRole("grid"), { key: "End" });
  await screen.findByText(/^About row \d\d,\d\d\d of 100,000$/);
});

it("makes only those rows that come into sight while it is scrolled", async () => {
  const cell = vi.fn((row: number) => `row ${row}`);
  const columns = [{ key: "n", header: "Number", width: "1fr", cell }];
  const select = () => {};
  const source = { name: "numbers", ascending: true, position: String, load: rowsTo(1000) };
  render(
    <DataGrid
      label="Numbers"
      source={source}
      columns={columns}
      total={1000}
      selected="2"
      onSelect={select}
      empty={null}
      failureText={String}
    />,
  );
  await screen.findByText("row 1");
  cell.mockClear();
  wheel(3);
  await waitFor(async () => expect((await shown())[0]).toBe("row 4"));
  expect(cell.mock.calls.map(([row]) => row)).toEqual([22, 23, 24]);
});

it("can be scrolled after a failure at the start was mended", async () => {
  const load = vi.fn(rowsTo(1000));
  load.mockRejectedValueOnce(new Error("the disk is gone"));
  render(<Grid load={load} total={1000} />);
  await screen.findByText("the disk is gone");
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await screen.findByText("row 1");
  wheel(5);
  await waitFor(async () => expect((await shown())[0]).toBe("row 6"));
});

it("says so when there is nothing, and shows rows when there are some again", async () => {
  const { rerender } = render(<Grid load={rowsTo(0)} total={0} name="none" />);
  await screen.findByText("Nothing here");
  rerender(<Grid load={rowsTo(1000)} total={1000} name="some" />);
  await screen.findByText("row 1");
  wheel(5);
  await waitFor(async () => expect((await shown())[0]).toBe("row 6"));
});

it("keeps the rows of a list of the same kin in sight until the next one's are there, and of no other", async () => {
  const never: Load = () => new Promise(() => {});
  const { rerender } = render(<Grid load={rowsTo(3)} total={3} name="by March" kin="events" />);
  await screen.findByText("row 3");
  rerender(<Grid load={never} total={null} name="by April" kin="events" />);
  expect(screen.getByText("row 3")).toBeTruthy();
  expect(screen.getByRole("grid").getAttribute("aria-busy")).toBe("true");
  rerender(<Grid load={rowsTo(5)} total={5} name="by May" kin="events" />);
  await screen.findByText("row 5");
  expect(screen.getByRole("grid").getAttribute("aria-busy")).toBe("false");
  rerender(<Grid load={never} total={null} name="of others" kin="others" />);
  await waitFor(() => expect(screen.queryByText("row 5")).toBeNull());
});
