import type { FilterDto } from "./bindings";

/** The parts that a filter can have, in the order in which they are shown. */
export const FILTER_PARTS = [
  "aggregateType",
  "aggregateId",
  "eventType",
  "actor",
  "actorType",
  "source",
  "correlationId",
  "causationId",
  "from",
  "until",
  "fromPosition",
  "toPosition",
] as const;

/** One part of a filter. */
export type FilterPart = (typeof FILTER_PARTS)[number];

/** A filter as it stands in a link: only the parts that are given. */
export type Filter = { [part in FilterPart]?: string };

/** Reads a filter out of a link; whatever else stands there is left out. */
export function readFilter(search: Record<string, unknown>): Filter {
  const filter: Filter = {};
  for (const part of FILTER_PARTS) {
    const value = search[part];
    if (typeof value === "string" && value !== "") filter[part] = value;
  }
  return filter;
}

/** The same filter for the backend. */
export function filterDto(filter: Filter): FilterDto {
  const dto: FilterDto = {};
  for (const part of FILTER_PARTS) dto[part] = filter[part] ?? null;
  return dto;
}

/** Whether a filter lets everything through. */
export function isUnfiltered(filter: Filter): boolean {
  return FILTER_PARTS.every((part) => filter[part] === undefined);
}
