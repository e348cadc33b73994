import { linkedAsOf } from "@/shared/lib/asOf";

/**
 * Everything in a link is text and stays text: an id made of digits, or a position beyond what a number can
 * hold, comes back as it went. Each route reads its own values out of it.
 */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** Spells values for a link; what is absent stays out. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (typeof value === "string" || typeof value === "number") params.set(key, String(value));
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/**
 * A reader whose answer is all that a view gets to see. The router lays what a reader gives over the raw values of
 * the link, so a value that a reader drops would come through raw; here it is overlaid with nothing. The instant that all views
 * show is left alone: it is read once, for all of them.
 */
export function only<T extends object>(read: (search: Record<string, unknown>) => T) {
  return ({ asOf: _, ...search }: Record<string, unknown>): T => {
    const nothing = Object.fromEntries(Object.keys(search).map((key) => [key, undefined]));
    return { ...nothing, ...read(search) };
  };
}

/** What stands in a link beside whatever a view says: the instant that all views show. */
export interface RootSearch {
  asOf?: string;
}

/** Reads that instant. */
export function readRootSearch({ asOf }: Record<string, unknown>): RootSearch {
  return { asOf: linkedAsOf(asOf) ?? undefined };
}
