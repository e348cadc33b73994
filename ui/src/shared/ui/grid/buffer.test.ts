import { describe, expect, it } from "vitest";
import {
  type Buffer,
  type Direction,
  due,
  exactFraction,
  extended,
  fromEnd,
  fromMiddle,
  fromStart,
  KEPT_MAX,
  type PageOf,
  revealed,
  scrolled,
  settled,
} from "./buffer";

const VIEW = 21.5;
const PAGE = 120;

/** The whole list, as a plain array of numbers, and pages out of it. */
function list(length: number) {
  const all = Array.from({ length }, (_, index) => index);
  const page = (direction: Direction, after: number | null): PageOf<number> => {
    if (direction === "forward") {
      const from = after === null ? 0 : after + 1;
      return { rows: all.slice(from, from + PAGE), isLast: from + PAGE >= length };
    }
    const until = after === null ? length : after;
    const from = Math.max(0, until - PAGE);
    return { rows: all.slice(from, until).reverse(), isLast: from === 0 };
  };
  return { all, page };
}

/** Loads until nothing is due, as the controller does. */
function loaded(buffer: Buffer<number>, page: ReturnType<typeof list>["page"]): Buffer<number> {
  let now = buffer;
  for (let direction = due(now, VIEW); direction; direction = due(now, VIEW)) {
    const edge = direction === "forward" ? now.rows.at(-1) : now.rows[0];
    if (edge === undefined)
      return direction === "forward"
        ? fromStart(page("forward", null))
        : fromEnd(page("backward", null), VIEW);
    now = extended(now, direction, page(direction, edge), VIEW);
  }
  return now;
}

/** A generator of numbers in [0, 1) that is the same in every run. */
function dice(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function holdsTrue(buffer: Buffer<number>, length: number) {
  const first = buffer.rows[0];
  const last = buffer.rows.at(-1);
  if (first === undefined || last === undefined) return expect(length).toBe(0);
  expect(buffer.rows).toEqual(Array.from({ length: last - first + 1 }, (_, index) => first + index));
  expect(buffer.atStart).toBe(first === 0);
  expect(buffer.atEnd).toBe(last === length - 1);
  if (buffer.rank !== null) expect(buffer.rank).toBe(first);
  expect(buffer.rows.length).toBeLessThanOrEqual(KEPT_MAX + PAGE);
  const firstInSight = Math.floor(buffer.top);
  for (let index = firstInSight; index < Math.min(firstInSight + VIEW, length - first); index += 1)
    expect(buffer.rows[index], "no hole in sight once nothing is due").toBeDefined();
}

describe.each([0, 1, 20, 22, 121, 5000])("a list of %i rows", (length) => {
  it.each([1, 2, 3])("stays the same run of rows under random moves (seed %i)", (seed) => {
    const { page } = list(length);
    const random = dice(seed * 7919 + length);
    let buffer = loaded(fromStart(page("forward", null)), page);
    for (let move = 0; move < 300; move += 1) {
      const kind = random();
      if (kind < 0.7) buffer = scrolled(buffer, (random() - 0.5) * 160, VIEW);
      else if (kind < 0.8) buffer = fromEnd(page("backward", null), VIEW);
      else if (kind < 0.9) buffer = fromStart(page("forward", null));
      else if (length > 0) {
        const wanted = Math.floor(random() * length);
        const lead = Math.floor(random() * VIEW);
        buffer = fromMiddle(page("forward", wanted === 0 ? null : wanted - 1), VIEW, lead);
      }
      buffer = loaded(buffer, page);
      holdsTrue(buffer, length);
    }
  });
});

describe("what is in sight", () => {
  const { page } = list(5000);

  it("does not move when a page comes in before it or rows are dropped", () => {
    let buffer = fromMiddle(page("forward", 2499), VIEW, 0);
    expect(buffer.rows[buffer.top]).toBe(2500);
    buffer = loaded(buffer, page);
    expect(buffer.rows[buffer.top]).toBe(2500);
    for (let step = 0; step < 40; step += 1) buffer = loaded(scrolled(buffer, 20, VIEW), page);
    expect(buffer.rows[buffer.top]).toBe(3300);
    expect(buffer.atStart).toBe(false);
  });

  it("keeps its rank while it is scrolled far from the start and back", () => {
    let buffer = loaded(fromStart(page("forward", null)), page);
    const walk = (rows: number) => {
      for (let step = 0; step < 60; step += 1) buffer = loaded(scrolled(buffer, rows, VIEW), page);
      expect(buffer.rank).toBe(buffer.rows[0]);
    };
    walk(25);
    expect(buffer.rank).toBeGreaterThan(500);
    walk(-12);
    walk(-25);
    expect(buffer.rank).toBe(0);
  });

  it("can reach one view beyond the rows held, where more are to come, and no further", () => {
    const buffer = fromStart(page("forward", null));
    expect(scrolled(buffer, 1000, VIEW).top).toBe(PAGE);
    expect(scrolled(buffer, -1000, VIEW).top).toBe(0);
  });

  it("ends with the last row at the foot", () => {
    const buffer = fromEnd(page("backward", null), VIEW);
    expect(buffer.top + VIEW).toBe(buffer.rows.length);
    expect(scrolled(buffer, 5, VIEW).top).toBe(buffer.top);
  });

  it("moves as little as possible to reveal a row", () => {
    const buffer = settled({ ...fromStart(page("forward", null)), top: 40 }, VIEW);
    expect(revealed(buffer, 45, VIEW)).toBe(buffer);
    expect(revealed(buffer, 39, VIEW).top).toBe(39);
    expect(revealed(buffer, 70, VIEW).top).toBe(71 - VIEW);
  });
});

it("knows an exact place only when all rows are held", () => {
  const short = list(100).page("forward", null);
  expect(exactFraction(scrolled(fromStart(short), 1000, VIEW), VIEW)).toBe(1);
  expect(exactFraction(fromStart(list(5000).page("forward", null)), VIEW)).toBeNull();
});
