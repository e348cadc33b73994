import { expect, it } from "vitest";
import { stretches, visible } from "./hostile";

it("leaves ordinary text alone, with accents, emoji and line ends", () => {
  const text = "Zoë\tpaid 1.10 €\n👍 שלום";
  expect(stretches(text)).toEqual([{ kind: "plain", text }]);
  expect(stretches("")).toEqual([{ kind: "plain", text: "" }]);
});

it("spells out what would mislead", () => {
  expect(visible("invoice\u202Efdp.exe")).toBe("invoice\\u202Efdp.exe");
  expect(visible("ad\u200Bmin\u0000")).toBe("ad\\u200Bmin\\u0000");
  expect(visible("\u{E0041}")).toBe("\\u{E0041}");
  expect(visible("\uD83D")).toBe("\\uD83D");
});

it("names the character", () => {
  expect(stretches("\u202E")).toEqual([
    { kind: "escape", text: "\\u202E", name: "U+202E right-to-left override" },
  ]);
});
