import type { FacetDto, FieldDto, Filter } from "@/ipc";

/** The fields with few enough words to be counted, in the order in which they are shown. */
export const FACET_FIELDS: readonly FieldDto[] = [
  "eventType",
  "aggregateType",
  "actor",
  "actorType",
  "source",
];

/** How many words of a field are shown at first, and how many at most. */
export const SHOWN_AT_FIRST = 6;
export const SHOWN_MAX = 1000;
/** How many are asked for at first: a chosen word that is not among the first still has its count. */
export const ASKED_AT_FIRST = 50;

/** One word of a field as it is listed. */
export interface FacetLine {
  /** Names the line among those of its field. */
  key: string;
  /** The word; `null` where nothing stands. */
  value: string | null;
  /** How many events have it; `null` where that is not known. */
  count: string | null;
  /** How long its bar is, as a share of the longest. */
  share: number;
}

/**
 * The lines of a facet, so many at most: its words, the most frequent first, narrowed to those that hold a typed text.
 * The chosen word is always among them.
 */
export function linesOf(
  facet: FacetDto,
  chosen: string | undefined,
  typed: string,
  shownMax: number,
): FacetLine[] {
  const most = Math.max(1, ...facet.values.map(({ count }) => Number(count)));
  const lines = facet.values.map(({ value, count }) => line(value, count, Number(count) / most));
  const sought = typed.trim().toLowerCase();
  const holds = ({ value }: FacetLine) => sought === "" || (value ?? "").toLowerCase().includes(sought);
  const found = lines.filter(holds).slice(0, shownMax);
  if (chosen === undefined || found.some(({ value }) => value === chosen)) return found;
  const listed = lines.find(({ value }) => value === chosen);
  return [listed ?? line(chosen, null, 0), ...found];
}

function line(value: string | null, count: string | null, share: number): FacetLine {
  return { key: value === null ? "nothing" : `is ${value}`, value, count, share };
}

/** The filter under which a field's words are counted: all of it but the field's own part, so that others can be chosen. */
export function withoutOwn(filter: Filter, field: FieldDto): Filter {
  const { [field]: _, ...rest } = filter;
  return rest;
}

/** How many words a facet has beyond so many that are shown. */
export function unlisted({ distinct, values }: FacetDto, shownMax: number): number {
  return Math.max(0, distinct - Math.min(values.length, shownMax));
}
