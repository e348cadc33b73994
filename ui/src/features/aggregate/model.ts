/** What the list of aggregates shows, as it stands in a link. */
export interface AggregatesSearch {
  type?: string;
  order?: "newest";
}

/** What the view of one aggregate shows: a version, or an instant. */
export interface AggregateSearch {
  v?: number;
  at?: string;
  sel?: string;
}

/** Reads a link to the list. */
export function readAggregatesSearch(search: Record<string, unknown>): AggregatesSearch {
  const { type, order } = search;
  return {
    ...(typeof type === "string" && type !== "" && { type }),
    ...(order === "newest" && { order }),
  };
}

/** Reads a link to one aggregate. */
export function readAggregateSearch(search: Record<string, unknown>): AggregateSearch {
  const { v, at, sel } = search;
  const version = typeof v === "number" || (typeof v === "string" && /^\d{1,9}$/.test(v)) ? Number(v) : null;
  return {
    ...(version !== null && { v: version }),
    ...(version === null && typeof at === "string" && at !== "" && { at }),
    ...(typeof sel === "string" && sel !== "" && { sel }),
  };
}
