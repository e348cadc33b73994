import { expect, it } from "vitest";
import { parseSearch, stringifySearch } from "./search";

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
