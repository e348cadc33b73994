import { instantText, readTyped, type Zone } from "@/shared/lib/instant";

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
function lastBefore(instant: string): string {
  const parts = FIXED.exec(instant);
  if (!parts) return instant;
  const micros = Number(parts[2]);
  if (micros > 0) return `${parts[1]}.${String(micros - 1).padStart(6, "0")}Z`;
  const second = new Date(Date.parse(`${parts[1]}Z`) - 1000).toISOString().slice(0, 19);
  return `${second}.999999Z`;
}
