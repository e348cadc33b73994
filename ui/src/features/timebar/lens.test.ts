import { beforeEach, describe, expect, it, vi } from "vitest";
import { eased, fitted, Lens, msAt, revealed, shareOf, zoomed } from "./lens";

const ALL = { from: 0, until: 1_000_000 };

describe("zooming", () => {
  it("keeps what is under the pointer where it is", () => {
    const half = zoomed(ALL, 0.5, 0.25, ALL) ?? ALL;
    expect(half).toEqual({ from: 125_000, until: 625_000 });
    expect(msAt(half, 0.25)).toBe(msAt(ALL, 0.25));
    expect(shareOf(half, 250_000)).toBe(0.25);
  });

  it("goes down to a minute and back to the whole", () => {
    let span = zoomed(ALL, 0.5, 0.5, ALL);
    for (let step = 0; step < 40; step += 1) span = span && zoomed(span, 0.8, 0.9, ALL);
    expect(span && span.until - span.from).toBeCloseTo(60_000, 3);
    for (let step = 0; step < 40 && span; step += 1) span = zoomed(span, 1.25, 0.9, ALL);
    expect(span).toBeNull();
  });

  it("shows a history of less than a minute as it is", () => {
    expect(zoomed({ from: 0, until: 30_000 }, 0.1, 0.5, { from: 0, until: 30_000 })).toBeNull();
  });
});

describe("what is seen", () => {
  it("stays within the history", () => {
    expect(fitted({ from: -50_000, until: 50_000 }, ALL)).toEqual({ from: 0, until: 100_000 });
    expect(fitted({ from: 950_000, until: 1_050_000 }, ALL)).toEqual({ from: 900_000, until: 1_000_000 });
    expect(fitted({ from: 5, until: 6 }, ALL)).toEqual({ from: 5, until: 60_005 });
    expect(fitted({ from: -5, until: 2_000_000 }, ALL)).toBeNull();
  });

  it("moves on to an instant only where it is not seen", () => {
    const span = { from: 100_000, until: 200_000 };
    expect(revealed(span, 150_000)).toBe(span);
    expect(revealed(span, 300_000)).toEqual({ from: 290_000, until: 390_000 });
    expect(revealed(span, 50_000)).toEqual({ from: -40_000, until: 60_000 });
  });

  it("comes nearer with every frame and arrives", () => {
    const goal = { from: 400_000, until: 500_000 };
    let span = ALL;
    let frames = 0;
    while (span !== goal && frames < 200) {
      const next = eased(span, goal, 16);
      expect(next.from).toBeGreaterThan(span.from);
      span = next;
      frames += 1;
    }
    expect(span).toBe(goal);
    expect(frames).toBeLessThan(40);
  });
});

describe("the lens", () => {
  let frames: FrameRequestCallback[] = [];
  beforeEach(() => {
    frames = [];
    vi.stubGlobal("window", { matchMedia: () => ({ matches: false }) });
    vi.stubGlobal("requestAnimationFrame", (frame: FrameRequestCallback) => frames.push(frame));
    return () => vi.unstubAllGlobals();
  });
  const next = (now: number) => frames.splice(0).forEach((frame) => void frame(now));

  it("draws once for each frame, however often it is moved, until it has arrived", () => {
    const lens = new Lens();
    lens.setLimits(ALL);
    next(performance.now());
    const painter = vi.fn();
    lens.onPaint(painter);
    for (let step = 0; step < 10; step += 1) lens.zoom(0.9, 0.5);
    expect(frames).toHaveLength(1);
    let now = performance.now();
    while (frames.length > 0) {
      now += 16;
      next(now);
    }
    expect(lens.shown).toEqual(lens.wanted);
    expect(painter.mock.calls.length).toBeGreaterThan(3);
    expect(painter.mock.calls.length).toBeLessThan(60);
  });

  it("is there at once where less motion is wished", () => {
    const lens = new Lens();
    lens.setLimits(ALL);
    lens.go({ from: 0, until: 100_000 }, true);
    expect(lens.shown).toEqual({ from: 0, until: 100_000 });
  });

  it("sees all of a history that grows, and keeps a part that was looked at", () => {
    const lens = new Lens();
    lens.setLimits(ALL);
    lens.setLimits({ from: 0, until: 2_000_000 });
    expect(lens.shown).toEqual({ from: 0, until: 2_000_000 });
    lens.jump({ from: 0, until: 100_000 });
    lens.setLimits({ from: 0, until: 3_000_000 });
    expect(lens.shown).toEqual({ from: 0, until: 100_000 });
  });
});
