import { FILTER_PARTS, type Filter, type FilterPart, readFilter } from "@/ipc";
import { earlier, firstAfter } from "@/shared/lib/asOf";
import { instantLine, type Zone } from "@/shared/lib/instant";
import { grouped } from "@/shared/lib/number";

/** What the event grid shows, as it stands in a link. */
export interface ExploreSearch extends Filter {
  /** Words and "exact phrases" that the text of an event holds, as they are typed. */
  q?: string;
  /** The newest events come first unless this says otherwise. */
  order?: "oldest";
  /** The position of the selected event. */
  sel?: string;
  /** The counts beside the grid are shown unless this says otherwise. */
  facets?: "hidden";
}

/** Reads a link to the grid. */
export function readExploreSearch(search: Record<string, unknown>): ExploreSearch {
  const { order, sel, facets, q } = search;
  return {
    ...readFilter(search),
    ...(typeof q === "string" && q.trim() !== "" && { q }),
    ...(order === "oldest" && { order }),
    ...(typeof sel === "string" && /^-?\d+$/.test(sel) && { sel }),
    ...(facets === "hidden" && { facets }),
  };
}

/** What is shown of a filter at an instant: nothing that came later. `null` is now. */
export function byThen(filter: Filter, asOf: string | null): Filter {
  return asOf === null ? filter : { ...filter, until: earlier(filter.until, firstAfter(asOf)) };
}

/** What a part of a filter is called. */
export const PART_LABELS: Record<FilterPart, string> = {
  aggregateType: "Aggregate type",
  aggregateId: "Aggregate",
  eventType: "Event type",
  actor: "Actor",
  actorType: "Actor type",
  source: "Source",
  correlationId: "Correlation",
  causationId: "Caused by",
  from: "From",
  until: "Before",
  fromPosition: "From position",
  toPosition: "To position",
};

/** The words that a part may have, where they are few. */
export const PART_WORDS: { [part in FilterPart]?: readonly string[] } = {
  actorType: ["user", "service", "system"],
  source: ["ui", "api", "import", "webhook", "system"],
};

/** The parts that a filter has, in their order. */
export function partsOf(filter: Filter): { part: FilterPart; value: string }[] {
  return FILTER_PARTS.flatMap((part) => {
    const value = filter[part];
    return value === undefined ? [] : [{ part, value }];
  });
}

/** How the value of a part is shown. */
export function shownValue(part: FilterPart, value: string, zone: Zone): string {
  if (part === "from" || part === "until") return instantLine(value, zone);
  if (part === "fromPosition" || part === "toPosition") return grouped(value);
  return value;
}

/** The search with one part changed, or dropped where there is no value. */
export function withPart(search: ExploreSearch, part: FilterPart, value: string | null): ExploreSearch {
  const { [part]: _, ...rest } = search;
  return value === null ? rest : { ...rest, [part]: value };
}

/** The search without any filter. */
export function withoutFilter({ order, sel, facets }: ExploreSearch): ExploreSearch {
  return { ...(order && { order }), ...(sel && { sel }), ...(facets && { facets }) };
}

/** The search without the text that events are to hold. */
export function withoutText({ q: _, ...rest }: ExploreSearch): ExploreSearch {
  return rest;
}
