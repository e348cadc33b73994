import { instantText, isoOf, readTyped, type Zone } from "./instant";

const FIXED = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\.(\d{6})Z$/;

/**
 * Reads what a person typed as the instant to look back from. A year, a day or a minute means its end: what stood
 * on a day is what stood when it was over. Fixed-width UTC; `null` where the text names no instant.
 */
export function readAsOf(text: string, zone: Zone): string | null {
  const stretch = readTyped(text, zone);
  return stretch && lastBefore(stretch.until);
}

/** An instant as it could have been typed, in a zone; what cannot be read stays as it is. */
export function typedAsOf(instant: string, zone: Zone): string {
  const text = instantText(instant, zone, "full");
  return text ? `${text.date} ${text.time}` : instant;
}

/** The last microsecond before an instant of fixed width. */
export function lastBefore(instant: string): string {
  const parts = FIXED.exec(instant);
  if (!parts) return instant;
  const micros = Number(parts[2]);
  if (micros > 0) return `${parts[1]}.${String(micros - 1).padStart(6, "0")}Z`;
  const second = new Date(Date.parse(`${parts[1]}Z`) - 1000).toISOString().slice(0, 19);
  return `${second}.999999Z`;
}

/** The first microsecond after an instant of fixed width: where a range ends that shall hold the instant itself. */
export function firstAfter(instant: string): string {
  const parts = FIXED.exec(instant);
  if (!parts) return instant;
  const micros = Number(parts[2]) + 1;
  if (micros < 1_000_000) return `${parts[1]}.${String(micros).padStart(6, "0")}Z`;
  return isoOf(Date.parse(`${parts[1]}Z`) + 1000);
}

/** An instant in a link, read as kindly as in a field, where nothing is said as UTC; `null` where it is none. */
export function linkedAsOf(text: unknown): string | null {
  return typeof text === "string" ? (FIXED.test(text) ? text : readAsOf(text, "utc")) : null;
}

/** The earlier of two instants of fixed width, of which one may be open. */
export function earlier(one: string | undefined, other: string): string {
  return one !== undefined && one < other ? one : other;
}
