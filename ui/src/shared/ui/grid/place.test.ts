import { describe, expect, it } from "vitest";
import { fromMiddle, fromStart } from "./buffer";
import { fractionOf, indexOfPlace, positionAt } from "./place";

describe("fractions", () => {
  it("lead there and back, in either order and beyond 2^53", () => {
    const base = 9_007_199_254_740_993n;
    for (const ends of [
      { first: 1n, last: 10_000_000n },
      { first: 10_000_000n, last: 1n },
      { first: base, last: base + 1_000_000n },
    ]) {
      expect(positionAt(ends, 0)).toBe(ends.first);
      expect(positionAt(ends, 1)).toBe(ends.last);
      expect(fractionOf(ends, positionAt(ends, 0.25))).toBeCloseTo(0.25, 4);
    }
  });

  it("stay between 0 and 1 for a single row and for places outside", () => {
    expect(fractionOf({ first: 5n, last: 5n }, 5n)).toBe(0);
    expect(fractionOf({ first: 5n, last: 9n }, 1n)).toBe(0);
    expect(fractionOf({ first: 5n, last: 9n }, 90n)).toBe(1);
  });
});

describe("indexOfPlace", () => {
  const rows = [10n, 20n, 30n];
  const held = fromMiddle({ rows, isLast: false }, 2, 0);
  const whole = fromStart({ rows, isLast: true });
  const find = (buffer: typeof held, wanted: bigint) => indexOfPlace(buffer, (row) => row, wanted, true);

  it("finds a row, and the place of a row that is filtered out", () => {
    expect(find(held, 20n)).toBe(1);
    expect(find(held, 25n)).toBe(2);
  });

  it("does not claim places that may lie outside of what is held", () => {
    expect(find(held, 10n)).toBe(0);
    expect(find(held, 5n)).toBeNull();
    expect(find(held, 31n)).toBeNull();
  });

  it("takes the nearest row where all rows are held", () => {
    expect(find(whole, 5n)).toBe(0);
    expect(find(whole, 99n)).toBe(2);
  });

  it("works from high to low", () => {
    const falling = fromStart({ rows: [30n, 20n, 10n], isLast: true });
    expect(indexOfPlace(falling, (row) => row, 20n, false)).toBe(1);
    expect(indexOfPlace(falling, (row) => row, 25n, false)).toBe(1);
  });
});
