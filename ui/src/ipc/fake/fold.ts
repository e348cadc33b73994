import type { ChangeDto } from "../bindings";

/** Any JSON value, as JavaScript holds it: good enough for a made-up store. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Merges one event's data into a state, as RFC 7396 says. */
export function merged(state: Json, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result: { [key: string]: Json } = isObject(state) ? { ...state } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key] ?? null, value);
  }
  return result;
}

/** What is different between two states, by JSON Pointer. */
export function changes(before: Json, after: Json, path = ""): ChangeDto[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isObject(before) || !isObject(after))
    return [{ path, kind: "changed", old: JSON.stringify(before), new: JSON.stringify(after) }];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => changesOfKey(before[key], after[key], `${path}/${escaped(key)}`));
}

function changesOfKey(before: Json | undefined, after: Json | undefined, path: string): ChangeDto[] {
  if (before === undefined) return [{ path, kind: "added", old: null, new: JSON.stringify(after) }];
  if (after === undefined) return [{ path, kind: "removed", old: JSON.stringify(before), new: null }];
  return changes(before, after, path);
}

function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
