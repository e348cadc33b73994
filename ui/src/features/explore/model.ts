import { type Filter, readFilter } from "@/ipc";

/** What the event grid shows, as it stands in a link. */
export interface ExploreSearch extends Filter {
  /** The newest events come first unless this says otherwise. */
  order?: "oldest";
  /** The position of the selected event. */
  sel?: string;
}

/** Reads a link to the grid. */
export function readExploreSearch(search: Record<string, unknown>): ExploreSearch {
  const { order, sel } = search;
  return {
    ...readFilter(search),
    ...(order === "oldest" && { order }),
    ...(typeof sel === "string" && /^-?\d+$/.test(sel) && { sel }),
  };
}
