import { describe, expect, it } from "vitest";
import type { EventRowDto } from "@/ipc";
import { latestOf } from "./queries";

const ROWS = Array.from({ length: 7 }, (_, index) => ({
  position: String((7 - index) * 10),
  correlationId: index > 0 ? `c${index % 3}` : null,
})) as EventRowDto[];

describe("the latest operations", () => {
  it("are each told by their last event, and events without a correlation are none", () => {
    expect(latestOf(ROWS).map(({ position }) => position)).toEqual(["60", "50", "40"]);
  });

  it("leave out the one that is looked at", () => {
    expect(latestOf(ROWS, "c1").map(({ correlationId }) => correlationId)).toEqual(["c2", "c0"]);
  });
});
