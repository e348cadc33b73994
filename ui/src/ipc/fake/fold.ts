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
    return [{ path, kind: "changed", old: JSON.stringify(before), new: JSON.stringify(after), from: null }];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => changesOfKey(before[key], after[key], `${path}/${escaped(key)}`));
}

function changesOfKey(before: Json | undefined, after: Json | undefined, path: string): ChangeDto[] {
  if (before === undefined)
    return [{ path, kind: "added", old: null, new: JSON.stringify(after), from: null }];
  if (after === undefined)
    return [{ path, kind: "removed", old: JSON.stringify(before), new: null, from: null }];
  return changes(before, after, path);
}

/** The fields of an event's data at or below which nothing changed. */
export function idle(data: Json, told: readonly ChangeDto[]): string[] {
  if (!isObject(data)) return [];
  const touches = (path: string) =>
    told.some((change) => change.path === path || change.path.startsWith(`${path}/`));
  return Object.keys(data)
    .map((key) => `/${escaped(key)}`)
    .filter((path) => !touches(path));
}

/** Every path of a state, the whole state first. */
export function paths(value: Json, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => paths(child, `${path}/${escaped(key)}`))];
}

/** What stands at a path. */
export function valueAt(state: Json, path: string): Json | undefined {
  let value: Json | undefined = state;
  for (const step of path.split("/").slice(1)) {
    if (typeof value !== "object" || value === null) return undefined;
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    value = Array.isArray(value) ? value[Number(key)] : value[key];
  }
  return value;
}

function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
