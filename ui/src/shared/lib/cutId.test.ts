import { describe, expect, it } from "vitest";
import { cutId, ID_END } from "./cutId";

describe("an id in two parts", () => {
  it("keeps its end and loses nothing", () => {
    expect(cutId("019424bd-d440-7c1b-8a52-4f86acea4ff1")).toEqual([
      "019424bd-d440-7c1b-8a52-4f86",
      "acea4ff1",
    ]);
    expect(cutId("short")).toEqual(["", "short"]);
    expect(cutId("")).toEqual(["", ""]);
  });

  it("halves no character", () => {
    const id = `order-${"😀".repeat(ID_END + 1)}`;
    expect(cutId(id)).toEqual(["order-😀", "😀".repeat(ID_END)]);
  });
});
