import type { EventRowDto } from "@/ipc";
import { grouped } from "@/shared/lib/number";

/** What a trace shows, as it stands in a link. */
export interface TraceSearch {
  /** The position of the selected event. */
  sel?: string;
}

/** Reads a link to a trace. */
export function readTraceSearch({ sel }: Record<string, unknown>): TraceSearch {
  return typeof sel === "string" && /^-?\d+$/.test(sel) ? { sel } : {};
}

/** One event of a trace, with the one before it in the same trace. */
export interface TraceRow {
  event: EventRowDto;
  /** When the event before was recorded, where that can be read; undefined for the first one. */
  previous: string | null | undefined;
}

/** Rows in order of position, each with the one before; `before` precedes the first of them. */
export function linked(events: readonly EventRowDto[], before: EventRowDto | undefined): TraceRow[] {
  return events.map((event, index) => {
    const previous = index === 0 ? before : events[index - 1];
    return { event, previous: previous === undefined ? undefined : previous.instant };
  });
}

/** How long after the event before, such as "+12 ms"; what cannot be told is said in words. */
export function sinceText({ event, previous }: TraceRow): string {
  if (previous === undefined) return "first";
  const micros = microsBetween(previous, event.instant);
  if (micros === null) return "unknown";
  if (micros === 0n) return "+0";
  return micros < 0n ? `−${spanText(-micros)}` : `+${spanText(micros)}`;
}

/** From the first event to the last in words; null where that cannot be told. */
export function lengthText(first: string | null, last: string | null): string | null {
  const micros = microsBetween(first, last);
  if (micros === null) return null;
  if (micros === 0n) return "no time: one instant";
  return micros < 0n ? `${spanText(-micros)} backwards` : spanText(micros);
}

const SECOND = 1_000_000n;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;

/** A stretch of time in its two greatest units. */
export function spanText(micros: bigint): string {
  if (micros < 1000n) return `${micros} µs`;
  if (micros < SECOND) return `${tenths(micros, 1000n)} ms`;
  if (micros < MINUTE) return `${tenths(micros, SECOND)} s`;
  if (micros < HOUR) return two(micros, MINUTE, "min", SECOND, "s");
  if (micros < DAY) return two(micros, HOUR, "h", MINUTE, "min");
  return two(micros, DAY, "d", HOUR, "h");
}

/** Cut, not rounded, so that no unit ever shows its own whole next one, such as 60 s; from 10 on without a fraction. */
function tenths(micros: bigint, unit: bigint): string {
  const whole = micros / unit;
  const tenth = ((micros % unit) * 10n) / unit;
  return whole >= 10n || tenth === 0n ? String(whole) : `${whole}.${tenth}`;
}

function two(micros: bigint, unit: bigint, name: string, smaller: bigint, smallerName: string): string {
  const rest = (micros % unit) / smaller;
  const whole = `${grouped(micros / unit)} ${name}`;
  return rest === 0n ? whole : `${whole} ${rest} ${smallerName}`;
}

/** Fixed-width UTC, as every readable instant comes from the backend. */
const INSTANT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\.(\d{6})Z$/;

function microsBetween(from: string | null, to: string | null): bigint | null {
  const [start, end] = [microsOf(from), microsOf(to)];
  return start === null || end === null ? null : end - start;
}

function microsOf(iso: string | null): bigint | null {
  const parts = INSTANT.exec(iso ?? "");
  const seconds = parts ? Date.parse(`${parts[1]}Z`) : Number.NaN;
  if (!parts || Number.isNaN(seconds)) return null;
  return BigInt(seconds) * 1000n + BigInt(parts[2] ?? "");
}
