/** What a trace shows, as it stands in a link. */
export interface TraceSearch {
  /** The position of the selected event. */
  sel?: string;
}

/** Reads a link to a trace. */
export function readTraceSearch({ sel }: Record<string, unknown>): TraceSearch {
  return typeof sel === "string" && /^-?\d+$/.test(sel) ? { sel } : {};
}
