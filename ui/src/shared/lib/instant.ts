/** In which zone instants are shown. */
export type Zone = "utc" | "local";
/** How many digits of a second are shown. */
export type Precision = "minutes" | "seconds" | "milliseconds" | "full";

/** An instant, ready to be shown; the zone is part of it. */
export interface InstantText {
  date: string;
  time: string;
  zone: string;
}

const FIXED = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?Z$/;

/** Spells a fixed-width UTC instant in a zone; `null` where the text is no such instant. */
export function instantText(iso: string, zone: Zone, precision: Precision): InstantText | null {
  const parts = FIXED.exec(iso);
  if (!parts) return null;
  const fraction = parts[7] ?? "";
  if (zone === "utc") {
    const [, year, month, day, hour, minute, second] = parts;
    return {
      date: `${year}-${month}-${day}`,
      time: clock(`${hour}:${minute}`, second ?? "00", fraction, precision),
      zone: "UTC",
    };
  }
  const at = new Date(Date.parse(`${iso.slice(0, 19)}Z`));
  return {
    date: `${String(at.getFullYear()).padStart(4, "0")}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: clock(`${two(at.getHours())}:${two(at.getMinutes())}`, two(at.getSeconds()), fraction, precision),
    zone: offset(-at.getTimezoneOffset()),
  };
}

/** The same on one line. */
export function instantLine(iso: string, zone: Zone, precision: Precision = "seconds"): string {
  const text = instantText(iso, zone, precision);
  return text ? `${text.date} ${text.time} ${text.zone}` : iso;
}

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
export function offsetAt(ms: number, zone: Zone): number {
  return zone === "utc" ? 0 : -new Date(ms).getTimezoneOffset() * 60_000;
}

const YEARS_MAX_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Milliseconds since 1970, as a fixed-width UTC instant; years have four digits, so later ones end with 9999. */
export function isoOf(ms: number): string {
  return new Date(Math.min(YEARS_MAX_MS, Math.round(ms))).toISOString().replace("Z", "000Z");
}

const TYPED =
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]+(\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?)?)?)?)?\s*(z|utc|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads what a person typed: a year, a month, a day or a time of day, with or without a zone.
 * Gives the stretch that it names: from its first instant to the first one after it, fixed-width UTC.
 */
export function readTyped(text: string, zone: Zone): { from: string; until: string } | null {
  const parts = TYPED.exec(text.trim());
  if (!parts) return null;
  const numbers = parts.slice(1, 7).map((part) => (part === undefined ? undefined : Number(part)));
  const [year = 0, month, day, hour, minute, second] = numbers;
  if (!inRange(year, month, day, hour, minute, second)) return null;
  const micros = parts[7]?.padEnd(6, "0");
  const start = [year, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0] as const;
  const depth = numbers.filter((part) => part !== undefined).length - 1;
  const end = start.map((part, index) => (index === depth ? part + 1 : part)) as unknown as typeof start;
  const ms = (at: typeof start) => epoch(at, parts[8], zone);
  if (micros !== undefined) return fraction(ms(start), micros);
  return { from: isoOf(ms(start)), until: isoOf(ms(end)) };
}

function fraction(secondMs: number, micros: string): { from: string; until: string } {
  const whole = new Date(secondMs).toISOString().slice(0, 19);
  const next = Number(micros) + 1;
  const until = next === 1_000_000 ? isoOf(secondMs + 1000) : `${whole}.${String(next).padStart(6, "0")}Z`;
  return { from: `${whole}.${micros}Z`, until };
}

function inRange(year: number, month = 1, day = 1, hour = 0, minute = 0, second = 0): boolean {
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60;
}

function epoch(
  at: readonly [number, number, number, number, number, number],
  given: string | undefined,
  zone: Zone,
) {
  if (given === undefined && zone === "local") return new Date(...at).getTime();
  return Date.UTC(...at) - offsetMs(given);
}

function offsetMs(given: string | undefined): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(given ?? "");
  if (!parts) return 0;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  return (parts[1] === "-" ? -minutes : minutes) * 60_000;
}

function clock(hoursMinutes: string, seconds: string, fraction: string, precision: Precision): string {
  if (precision === "minutes") return hoursMinutes;
  if (precision === "seconds") return `${hoursMinutes}:${seconds}`;
  const digits = precision === "milliseconds" ? fraction.slice(0, 3).padEnd(3, "0") : fraction;
  return digits === "" ? `${hoursMinutes}:${seconds}` : `${hoursMinutes}:${seconds}.${digits}`;
}

function offset(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "−" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
