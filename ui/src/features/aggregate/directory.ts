import type { DeletedDto, DirectoryQueryDto, DirectorySortDto } from "@/ipc";
import { instantLine, type Zone } from "@/shared/lib/instant";
import { grouped } from "@/shared/lib/number";

/** Which aggregates are listed and how, as it stands in a link. */
export interface DirectorySearch {
  /** As they began unless this says otherwise. */
  sort?: DirectorySortDto;
  /** From the least to the greatest or the other way round; unless this says, as suits what they are sorted by. */
  dir?: Order;
  id?: string;
  lastEvent?: string;
  versionsFrom?: string;
  versionsTo?: string;
  beganFrom?: string;
  beganUntil?: string;
  changedFrom?: string;
  changedUntil?: string;
  deleted?: Deleted;
}

/** Whether an aggregate is deleted now: what was not looked at yet is not known. */
export type Deleted = "yes" | "no" | "unknown";

/** From the least to the greatest, or the other way round. */
export type Order = "up" | "down";

/** A part of the filter, as it is shown and changed: one word, or a range with two ends. */
export type Part = keyof typeof PARTS;

/** What each part is called, and where its values stand in a link. */
export const PARTS = {
  id: { label: "Id contains", keys: ["id"] },
  lastEvent: { label: "Last event", keys: ["lastEvent"] },
  versions: { label: "Versions", keys: ["versionsFrom", "versionsTo"] },
  began: { label: "Began", keys: ["beganFrom", "beganUntil"] },
  changed: { label: "Last change", keys: ["changedFrom", "changedUntil"] },
  deleted: { label: "Deleted", keys: ["deleted"] },
} as const;

/** Whether they are deleted, in words. */
export const DELETED_WORDS: Record<Deleted, string> = {
  yes: "Deleted",
  no: "Not deleted",
  unknown: "Not known",
};

const SORTS: readonly DirectorySortDto[] = [
  "began",
  "changed",
  "versions",
  "id",
  "type",
  "lastEventType",
  "deleted",
];
/** What is asked for first of these is the newest and the longest; of words, the beginning of the alphabet. */
const DOWN_FIRST: readonly DirectorySortDto[] = ["began", "changed", "versions"];
const WHOLE = /^\d{1,9}$/;

/** The parts, in their order. */
export const PART_NAMES = Object.keys(PARTS) as Part[];

/** Reads a link; what is not understood is left out. */
export function readDirectorySearch(search: Record<string, unknown>): DirectorySearch {
  const read: DirectorySearch = {};
  const sort = SORTS.find((each) => each === search.sort);
  if (sort !== undefined && sort !== "began") read.sort = sort;
  if (search.dir === "up" || search.dir === "down") read.dir = search.dir;
  for (const key of PART_NAMES.flatMap((part) => PARTS[part].keys)) {
    const value = search[key];
    if (typeof value === "string" && isUnderstood(key, value)) Object.assign(read, { [key]: value });
  }
  return read;
}

function isUnderstood(key: keyof DirectorySearch, value: string): boolean {
  if (key === "deleted") return Object.hasOwn(DELETED_WORDS, value);
  return value !== "" && (!key.startsWith("versions") || WHOLE.test(value));
}

/** How the rows stand. */
export function orderOf({ sort = "began", dir }: DirectorySearch): Order {
  return dir ?? (DOWN_FIRST.includes(sort) ? "down" : "up");
}

/** The link after a press on a heading: the other order, or another sort. */
export function sortedBy<S extends DirectorySearch>(search: S, sort: DirectorySortDto): S {
  const { sort: _, dir: __, ...rest } = search;
  const next: DirectorySearch = sort === "began" ? {} : { sort };
  const isSame = (search.sort ?? "began") === sort;
  const order: Order = orderOf(search) === "up" ? "down" : "up";
  if (isSame && orderOf(next) !== order) next.dir = order;
  return { ...(rest as S), ...next };
}

/** The values of a part: one, or the two ends of a range. */
export function valuesOf(search: DirectorySearch, part: Part): (string | undefined)[] {
  return PARTS[part].keys.map((key) => search[key]);
}

/** The link with other values of a part. */
export function withValues<S extends DirectorySearch>(
  search: S,
  part: Part,
  values: readonly (string | undefined)[],
): S {
  const changed = PARTS[part].keys.map((key, index) => [key, values[index]]);
  return { ...search, ...Object.fromEntries(changed) };
}

/** Whether a part narrows the list. */
export function has(search: DirectorySearch, part: Part): boolean {
  return valuesOf(search, part).some((value) => value !== undefined);
}

/** Whether this is the list that every store has at hand: all of them, as they began. */
export function isPlain(search: DirectorySearch): boolean {
  return search.sort === undefined && !PART_NAMES.some((part) => has(search, part));
}

/** A part's values in words. */
export function shownValues(search: DirectorySearch, part: Part, zone: Zone): string {
  const [from, to] = valuesOf(search, part);
  if (part === "id" || part === "lastEvent") return from ?? "";
  if (part === "deleted") return from === "unknown" ? "not known" : (from ?? "");
  if (part === "versions") {
    if (from === to) return grouped(from ?? "");
    if (to === undefined) return `${grouped(from ?? "")} or more`;
    return from === undefined ? `${grouped(to)} or fewer` : `${grouped(from)} to ${grouped(to)}`;
  }
  const words = [from && `from ${instantLine(from, zone)}`, to && `before ${instantLine(to, zone)}`];
  return words.filter(Boolean).join(", ");
}

const ASKED: Record<Deleted, DeletedDto[]> = { yes: ["yes"], no: ["no"], unknown: ["unknown", "pending"] };

/** What the backend is asked for. */
export function directoryQuery(search: DirectorySearch, type: string | null): DirectoryQueryDto {
  const number = (text: string | undefined) => (text === undefined ? null : Number(text));
  return {
    aggregateType: type,
    lastEventType: search.lastEvent ?? null,
    idContains: search.id ?? null,
    versionsMin: number(search.versionsFrom),
    versionsMax: number(search.versionsTo),
    firstFrom: search.beganFrom ?? null,
    firstUntil: search.beganUntil ?? null,
    lastFrom: search.changedFrom ?? null,
    lastUntil: search.changedUntil ?? null,
    deleted: search.deleted === undefined ? [] : ASKED[search.deleted],
    sort: search.sort ?? "began",
    descending: orderOf(search) === "down",
  };
}
