import { describe, expect, it } from "vitest";
import { COLUMN_PX, drawingOf, drawnStep, ROW_PX } from "./drawing";
import { begun, fitted, held, inSight, SCALE_MIN, showing, zoomed } from "./sight";
import type { TraceLine } from "./tree";

/** Lines of a tree out of their levels alone. */
function linesAt(...levels: number[]): TraceLine[] {
  return levels.map((level, node) => ({
    id: `n${node}`,
    node,
    group: null,
    isOpen: (levels[node + 1] ?? 0) > level ? true : null,
    level,
    place: 1,
    set: { size: 1 },
  }));
}

const AREA = { width: 800, height: 400 };

describe("a drawing of causes", () => {
  it("sets each generation in its own column, and a cause in the middle of its effects", () => {
    const { placed, trunks } = drawingOf(linesAt(1, 2, 2, 2, 1));
    expect(placed.map(({ x }) => x)).toEqual([0, COLUMN_PX, COLUMN_PX, COLUMN_PX, 0]);
    expect(placed[2]?.y).toBe(placed[0]?.y);
    expect((placed[3]?.y ?? 0) - (placed[1]?.y ?? 0)).toBe(2 * ROW_PX);
    expect(placed.map(({ parent }) => parent)).toEqual([null, 0, 0, 0, null]);
    expect(trunks).toHaveLength(1);
    expect(trunks[0]).toMatchObject({ from: 0, top: placed[1]?.y, bottom: placed[3]?.y });
  });

  it("never lays two lines of a generation over each other", () => {
    const levels = Array.from({ length: 400 }, (_, at) => 1 + ((at * 7919) % 5));
    levels[0] = 1;
    const tamed = levels.map((level, at) => Math.min(level, (levels[at - 1] ?? 0) + 1));
    const columns = new Map<number, number[]>();
    for (const { x, y } of drawingOf(linesAt(...tamed)).placed)
      columns.set(x, [...(columns.get(x) ?? []), y]);
    for (const rows of columns.values()) {
      const apart = rows.slice(1).map((y, at) => y - (rows[at] ?? 0));
      expect(Math.min(...apart, ROW_PX)).toBe(ROW_PX);
    }
  });

  it("of a chain and of a fan of a hundred thousand is laid out, and little of it is in sight", () => {
    for (const levels of [
      Array.from({ length: 100_000 }, (_, at) => at + 1),
      Array.from({ length: 100_000 }, (_, at) => (at === 0 ? 1 : 2)),
    ]) {
      const drawing = drawingOf(linesAt(...levels));
      const sight = begun(drawing, AREA);
      const { places, trunks } = inSight(drawing, sight, AREA);
      expect(places).toContain(0);
      expect(places.length + trunks.length).toBeLessThan(60);
    }
  });

  it("is walked from cause to effect and along a generation", () => {
    const drawing = drawingOf(linesAt(1, 2, 3, 2, 1));
    const walk = (from: number | null, key: string) => drawnStep(drawing, from, key);
    expect(walk(null, "ArrowDown")).toEqual({ kind: "go", index: 0 });
    expect(walk(0, "ArrowRight")).toEqual({ kind: "go", index: 1 });
    expect(walk(1, "ArrowDown")).toEqual({ kind: "go", index: 3 });
    expect(walk(3, "ArrowUp")).toEqual({ kind: "go", index: 1 });
    expect(walk(2, "ArrowLeft")).toEqual({ kind: "go", index: 1 });
    expect(walk(0, "ArrowLeft")).toBeNull();
    expect(walk(4, "ArrowRight")).toBeNull();
    expect(walk(1, " ")).toEqual({ kind: "toggle", index: 1 });
    expect(walk(0, "End")).toEqual({ kind: "go", index: 4 });
  });
});

describe("what of a drawing is in sight", () => {
  const wide = drawingOf(linesAt(...Array.from({ length: 200 }, (_, at) => (at === 0 ? 1 : 2))));

  it("begins at full size, with the first cause", () => {
    const sight = begun(wide, AREA);
    expect(sight.scale).toBe(1);
    expect(inSight(wide, sight, AREA).places).toContain(0);
  });

  it("shrinks to what fits, but not to what cannot be made out", () => {
    expect(fitted(wide, AREA).scale).toBe(SCALE_MIN);
    const small = drawingOf(linesAt(1, 2));
    expect(inSight(small, fitted(small, AREA), AREA).places).toEqual([0, 1]);
  });

  it("keeps the point under the pointer when it grows or shrinks", () => {
    const sight = { x: 100, y: -40, scale: 1 };
    const at = { x: 300, y: 120 };
    const larger = zoomed(sight, 1.3, at);
    expect(larger.x + at.x / larger.scale).toBeCloseTo(sight.x + at.x);
    expect(larger.y + at.y / larger.scale).toBeCloseTo(sight.y + at.y);
  });

  it("never loses the drawing, and moves to a line no further than it must", () => {
    const far = held({ x: 1e9, y: 1e9, scale: 1 }, wide, AREA);
    expect(inSight(wide, far, AREA).places.length).toBeGreaterThan(0);
    const last = wide.placed[199];
    if (!last) throw new Error("the last line is drawn");
    const shown = showing(begun(wide, AREA), last, AREA);
    expect(inSight(wide, shown, AREA).places).toContain(199);
    expect(showing(shown, last, AREA)).toEqual(shown);
  });
});
