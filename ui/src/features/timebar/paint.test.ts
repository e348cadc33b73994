import { describe, expect, it } from "vitest";
import type { Layer } from "./layer";
import { ceilingOf, heightOf, paint, type Scene } from "./paint";

describe("the ceiling", () => {
  it("is the greatest count of an even history", () => {
    expect(ceilingOf([3, 0, 27, 30, 25])).toBe(30);
  });

  it("leaves one busy night out, so that the other days can be seen", () => {
    const year = Array.from({ length: 364 }, (_, day) => (day % 7 < 5 ? 27 : 3));
    expect(ceilingOf([...year, 1200])).toBe(54);
  });

  it("copes with nothing and with a single count", () => {
    expect(ceilingOf([])).toBe(1);
    expect(ceilingOf([0, 0])).toBe(1);
    expect(ceilingOf([7])).toBe(7);
  });
});

it("shows whatever is not nothing, and nothing beyond the top", () => {
  expect(heightOf(0, 100, 40)).toBe(0);
  expect(heightOf(1, 1_000_000, 40)).toBe(1);
  expect(heightOf(25, 100, 40)).toBe(20);
  expect(heightOf(900, 100, 40)).toBe(40);
});

describe("the picture", () => {
  const layer = (start: number, step: number, all: number[], more: Partial<Layer> = {}): Layer => ({
    stretches: { start, step, count: all.length },
    all,
    fitting: null,
    parts: null,
    isExact: true,
    ceiling: 4,
    ...more,
  });
  const inks = {
    bar: "bar",
    accent: "accent",
    wash: "wash",
    line: "line",
    text: "text",
    parts: ["first", "second", "others"],
    font: "",
  };
  /** What is filled: with which ink, from where, how wide and how tall. */
  const drawn = (layers: Layer[], more: Partial<Scene> = {}, span = { from: 0, until: 100 }) => {
    const filled: [ink: string, left: number, width: number, height: number][] = [];
    const clips: [left: number, width: number][] = [];
    const context = {
      fillStyle: "",
      fillRect(left: number, _top: number, width: number, height: number) {
        if (this.fillStyle !== "line") filled.push([this.fillStyle, left, width, height]);
      },
      clearRect() {},
      save() {},
      restore() {},
      beginPath() {},
      clip() {},
      rect: (left: number, _top: number, width: number) => clips.push([left, width]),
    };
    const scene = { width: 100, height: 41, range: null, lit: null, ...more };
    paint(context as unknown as CanvasRenderingContext2D, layers, scene, span, inks);
    return { filled, clips };
  };

  it("has nothing where nothing happened, and bars as tall as the root of their count", () => {
    expect(drawn([layer(0, 25, [4, 0, 1, 0])]).filled).toEqual([
      ["bar", 0, 24, 40],
      ["bar", 50, 24, 20],
    ]);
  });

  it("stretches the bars that it has to what is seen, and leaves out those that are not", () => {
    const { filled } = drawn([layer(0, 25, [4, 0, 1, 4])], {}, { from: 50, until: 100 });
    expect(filled).toEqual([
      ["bar", 0, 49, 20],
      ["bar", 50, 49, 40],
    ]);
  });

  it("draws what is known coarsely only beside what is known finely", () => {
    const { clips } = drawn([layer(0, 25, [4, 4, 4, 4]), layer(25, 5, [1, 1])]);
    expect(clips.slice(0, 2)).toEqual([
      [0, 25],
      [35, 65],
    ]);
    const covered = drawn([layer(0, 100, [4]), layer(0, 50, [4, 4])]);
    expect(covered.filled).toHaveLength(2);
  });

  it("fills the share that fits, within the range that is chosen", () => {
    const bars = layer(0, 50, [4, 4], { fitting: [2, 2] });
    const accents = drawn([bars], { range: { from: 0, until: 50 } }).filled.filter(
      ([ink]) => ink === "accent",
    );
    expect(accents[0]).toEqual(["accent", 0, 49, 20]);
    expect(accents.slice(1).map(([, left]) => left)).toEqual([0, 49.5]);
  });

  it("stacks words from the bottom in the order of the legend, and shows one alone", () => {
    const bars = layer(0, 100, [4], { parts: [[1], [2], [1]] });
    expect(drawn([bars]).filled.slice(1)).toEqual([
      ["first", 0, 99, 10],
      ["second", 0, 99, 20],
      ["others", 0, 99, 10],
    ]);
    expect(drawn([bars], { lit: 1 }).filled).toEqual([
      ["bar", 0, 99, 40],
      ["second", 0, 99, 20],
    ]);
  });
});
