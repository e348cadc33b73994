import { isoOf } from "@/shared/lib/instant";
import type { Span } from "./stretch";

const FIXED =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z)\/(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z)$/;

/** The part of the history that the bar shows, as it stands in a link: an interval of ISO 8601. */
export function spellZoom({ from, until }: Span): string {
  return `${isoOf(from)}/${isoOf(until)}`;
}

/** Reads it out of a link; `null` where it is none, which is the whole history. */
export function readZoom(text: unknown): Span | null {
  const parts = typeof text === "string" ? FIXED.exec(text) : null;
  const [from, until] = [Date.parse(parts?.[1] ?? ""), Date.parse(parts?.[2] ?? "")];
  return from < until ? { from, until } : null;
}
