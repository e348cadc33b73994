import { expect, it } from "vitest";
import { only, parseSearch, stringifySearch } from "./search";

it("gives back exactly what went in", () => {
  const search = {
    sel: "9007199254740993",
    actor: "1.10",
    eventType: 'a&b="c"#%',
    from: "2026-01-06T10:00:00.000000Z",
  };
  expect(parseSearch(stringifySearch(search))).toEqual(search);
});

it("leaves out what is absent", () => {
  expect(stringifySearch({ actor: undefined, v: 3 })).toBe("?v=3");
  expect(stringifySearch({})).toBe("");
});

it("lets nothing through that a reader dropped", () => {
  const read = only(({ v }) => (v === "1" ? { v: 1 } : {}));
  expect({ v: "1", x: "y", ...read({ v: "1", x: "y" }) }).toEqual({ v: 1, x: undefined });
  expect({ v: "abc", ...read({ v: "abc" }) }).toEqual({ v: undefined });
});
