import { act, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import type { Column } from "./Rows";
import { TreeGrid } from "./TreeGrid";
import type { TreeGridRow } from "./treeSteps";

const set = { size: 1000 };
const ROWS: TreeGridRow[] = Array.from({ length: set.size }, (_, index) => ({
  id: `line ${index + 1}`,
  level: 1,
  isOpen: null,
  place: index + 1,
  set,
}));

function Tree({ columns }: { columns: Column<TreeGridRow>[] }) {
  const [selected, setSelected] = useState<string | null>("line 2");
  return (
    <TreeGrid
      label="Lines"
      rows={ROWS}
      columns={columns}
      selected={selected}
      onSelect={(row) => setSelected(row.id)}
      onToggle={() => {}}
    />
  );
}

it("makes only those lines that come into sight while it is scrolled", () => {
  const cell = vi.fn((row: TreeGridRow) => row.id);
  render(<Tree columns={[{ key: "line", header: "Line", width: "1fr", cell }]} />);
  expect(screen.getByText("line 1")).toBeTruthy();
  const body = screen.getAllByRole("rowgroup")[1];
  cell.mockClear();
  act(() => void (body && fireEvent.wheel(body, { deltaY: 3 * 28 })));
  expect(screen.queryByText("line 3")).toBeNull();
  expect(cell.mock.calls.map(([row]) => row.place)).toEqual([22, 23, 24]);
});
