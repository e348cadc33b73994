import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const CSS = readFileSync("src/shared/ui/tokens.css", "utf8");
const TEXT_MIN = 4.5;
const GRAPHIC_MIN = 3;

const SURFACES = ["bg", "surface", "sunken", "hover", "accent-soft"];
const TEXT_PAIRS = [
  ...["text", "text-2", "text-3", "accent-text"].flatMap((text) => SURFACES.map((on) => [text, on])),
  ...["write", "supposed", "danger", "good"].flatMap((text) =>
    ["bg", "surface", `${text}-soft`].map((on) => [text, on]),
  ),
  ["text", "write-soft"],
  ["text", "supposed-soft"],
  ["text", "danger-soft"],
  ["text", "good-soft"],
  ["on-accent", "accent"],
  ...[0, 1, 2, 3, 4, 5].map((lane) => [`lane-${lane}`, "surface"]),
] as [string, string][];
const AGES = [0, 1, 2, 3, 4].map((age) => `age-${age}`);
const STACK = [...[0, 1, 2, 3, 4].map((place) => `stack-${place}`), "stack-others"];
const GRAPHIC_PAIRS = [
  "focus",
  ...STACK,
  "line-strong",
  "accent",
  "write-line",
  "supposed-line",
  ...AGES,
].flatMap((line) => ["bg", "surface"].map((on) => [line, on] as [string, string]));

describe.each(["light", "dark"] as const)("the %s theme", (theme) => {
  it.each(TEXT_PAIRS)("%s can be read on %s", (text, on) => {
    expect(contrast(color(text, theme), color(on, theme))).toBeGreaterThanOrEqual(TEXT_MIN);
  });

  it.each(GRAPHIC_PAIRS)("%s stands out from %s", (line, on) => {
    expect(contrast(color(line, theme), color(on, theme))).toBeGreaterThanOrEqual(GRAPHIC_MIN);
  });

  it("each age stands out more than the one before it", () => {
    const steps = AGES.map((age) => contrast(color(age, theme), color("surface", theme)));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(new Set(steps).size).toBe(AGES.length);
  });

  it("the words of a bar stand out from what does not fit", () => {
    for (const word of STACK)
      expect(contrast(color(word, theme), color("bar", theme))).toBeGreaterThanOrEqual(1.8);
  });

  it("the accent's bars stand out from the muted ones", () => {
    expect(contrast(color("accent", theme), color("bar", theme))).toBeGreaterThanOrEqual(2);
  });
});

function color(token: string, theme: "light" | "dark"): string {
  const found = new RegExp(`--${token}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(CSS);
  const value = theme === "light" ? found?.[1] : found?.[2];
  if (!value) throw new Error(`no colour called ${token}`);
  return value;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
