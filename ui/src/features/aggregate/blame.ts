import type { BlameDto, EventRowDto } from "@/ipc";

/** How many steps the colours of age have; 0 is the oldest. */
export const AGES = 5;

/** What a line of the gutter says: who set the value last, and how long ago among all that set something. */
export interface Setter {
  event: EventRowDto;
  age: number;
}

/** The last setter of each path of a state. */
export type Gutter = ReadonlyMap<string, Setter>;

/** Reads an answer as the gutter of a tree. Paths that stand as they did before the first event have no setter. */
export function gutterOf({ paths, setters }: Pick<BlameDto, "paths" | "setters">): Gutter {
  const ages = agesOf(setters.map(({ version }) => version));
  const gutter = new Map<string, Setter>();
  for (const { path, last } of paths) {
    const event = last === null ? undefined : setters[last];
    if (event) gutter.set(path, { event, age: ages.get(event.version) ?? 0 });
  }
  return gutter;
}

/**
 * The step of age of each version, from oldest to newest. Ages are ranks, not times: where a busy night follows a
 * quiet year, times would give all of its events the same colour. The newest always has the last step.
 */
export function agesOf(versions: readonly number[]): ReadonlyMap<number, number> {
  const sorted = [...new Set(versions)].sort((a, b) => a - b);
  return new Map(
    sorted.map((version, rank) => [
      version,
      AGES - 1 - Math.floor(((sorted.length - 1 - rank) * AGES) / sorted.length),
    ]),
  );
}

/** The setting next to a version among a field's settings, earlier or later; `null` where there is none. */
export function neighbour(
  versions: readonly number[],
  from: number,
  direction: "before" | "after",
): number | null {
  const beyond = versions.filter((version) => (direction === "before" ? version < from : version > from));
  if (beyond.length === 0) return null;
  return direction === "before" ? Math.max(...beyond) : Math.min(...beyond);
}
