import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { takeBackUnsettled, useSettled } from "./useSettled";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A link that holds a number, and counts how often it changes. */
function linked(start: number) {
  const commits: number[] = [];
  const hook = renderHook(
    ({ link }) =>
      useSettled(
        link,
        String,
        (value) => commits.push(value),
        (value) => value < 10,
      ),
    { initialProps: { link: start } },
  );
  return {
    commits,
    value: () => hook.result.current[0],
    set: (value: number) => act(() => hook.result.current[1](value)),
    wait: (ms: number) => act(() => vi.advanceTimersByTime(ms)),
    link: (link: number) => hook.rerender({ link }),
  };
}

describe("a value ahead of its link", () => {
  it("shows at once and changes the link once, when it rests", () => {
    const { commits, value, set, wait, link } = linked(0);
    for (let step = 1; step <= 200; step += 1) {
      set(step);
      expect(value()).toBe(step);
      wait(30);
    }
    expect(commits).toEqual([]);
    wait(500);
    expect(commits).toEqual([200]);
    link(200);
    expect(value()).toBe(200);
  });

  it("is not thrown back by its own, older change of the link", () => {
    const { commits, value, set, wait, link } = linked(0);
    set(1);
    wait(200);
    set(2);
    link(1);
    expect(value()).toBe(2);
    wait(200);
    expect(commits).toEqual([1, 2]);
  });

  it("gives way when the link changes for another reason", () => {
    const { commits, value, set, wait, link } = linked(5);
    set(6);
    link(3);
    expect(value()).toBe(3);
    wait(500);
    expect(commits).toEqual([]);
  });

  it("is taken back by a step back before it rests, and then no more", () => {
    const { commits, value, set, wait } = linked(5);
    set(6);
    let wasTakenBack = false;
    act(() => {
      wasTakenBack = takeBackUnsettled();
    });
    expect(wasTakenBack).toBe(true);
    expect(value()).toBe(5);
    wait(500);
    expect(commits).toEqual([]);
    expect(takeBackUnsettled()).toBe(false);
    set(7);
    wait(500);
    expect(commits).toEqual([7]);
    expect(takeBackUnsettled()).toBe(false);
  });

  it("is not taken back where it would be no step of its own", () => {
    const { commits, value, set, wait } = linked(5);
    set(12);
    expect(takeBackUnsettled()).toBe(false);
    expect(value()).toBe(12);
    wait(500);
    expect(commits).toEqual([12]);
  });

  it("leaves the link alone when it comes back to it", () => {
    const { commits, value, set, wait } = linked(5);
    set(6);
    set(5);
    wait(500);
    expect(commits).toEqual([]);
    expect(value()).toBe(5);
  });
});
