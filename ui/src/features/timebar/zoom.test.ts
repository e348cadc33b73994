import { expect, it } from "vitest";
import { readZoom, spellZoom } from "./zoom";

it("comes out of a link as it went in", () => {
  const span = { from: Date.UTC(2025, 2, 1), until: Date.UTC(2025, 2, 1, 0, 1) + 250 };
  expect(readZoom(spellZoom(span))).toEqual(span);
});

it.each([
  undefined,
  7,
  "",
  "2025-03-01",
  "2025-03-01T00:00:00.000000Z",
  "2025-03-02T00:00:00.000000Z/2025-03-01T00:00:00.000000Z",
  "2025-03-01T00:00:00.000000Z/2025-03-01T00:00:00.000000Z",
  "2025-99-01T00:00:00.000000Z/2025-03-01T00:00:00.000000Z",
])("is the whole history where a link says %s", (text) => expect(readZoom(text)).toBeNull());
