import { readStack, readZoom } from "@/features/timebar";
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
 * the link, so a value that a reader drops would come through raw; here it is overlaid with nothing. What stands beside
 * every view is left alone: it is read once, for all of them.
 */
export function only<T extends object>(read: (search: Record<string, unknown>) => T) {
  return (search: Record<string, unknown>): T => {
    const own = Object.keys(search).filter((key) => !KEPT.some((kept) => kept === key));
    const nothing = Object.fromEntries(own.map((key) => [key, undefined]));
    return { ...nothing, ...read(Object.fromEntries(own.map((key) => [key, search[key]]))) };
  };
}

/** What stands in a link beside whatever a view says, and is kept from view to view. */
export interface RootSearch {
  /** The instant that all views show. */
  asOf?: string;
  /** The part of the history that the time bar shows. */
  zoom?: string;
  /** What the time bar's bars are split by. */
  stack?: string;
}

/** The same by name. */
export const KEPT = ["asOf", "zoom", "stack"] as const satisfies (keyof RootSearch)[];

/** Reads it. */
export function readRootSearch({ asOf, zoom, stack }: Record<string, unknown>): RootSearch {
  return {
    asOf: linkedAsOf(asOf) ?? undefined,
    zoom: typeof zoom === "string" && readZoom(zoom) ? zoom : undefined,
    stack: readStack(stack) ?? undefined,
  };
}
