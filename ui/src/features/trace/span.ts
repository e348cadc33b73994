import { grouped } from "@/shared/lib/number";

const SECOND = 1_000_000n;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;

/** How long after the beginning of the operation, such as "+12 ms" or "+5:36:12.345": near ones can be told apart. */
export function offsetText(micros: bigint | number): string {
  const exact = BigInt(micros);
  const size = exact < 0n ? -exact : exact;
  if (size === 0n) return "+0";
  return `${exact < 0n ? "−" : "+"}${size < MINUTE ? spanText(size) : clockText(size)}`;
}

/** Days, hours, minutes, seconds, and milliseconds where there are any. */
function clockText(micros: bigint): string {
  const two = (value: bigint) => String(value).padStart(2, "0");
  const [days, hours] = [micros / DAY, (micros % DAY) / HOUR];
  const [minutes, seconds, ms] = [
    (micros % HOUR) / MINUTE,
    (micros % MINUTE) / SECOND,
    (micros % SECOND) / 1000n,
  ];
  const clock = `${hours}:${two(minutes)}:${two(seconds)}${ms > 0n ? `.${String(ms).padStart(3, "0")}` : ""}`;
  return days > 0n ? `${grouped(days)} d ${clock}` : clock;
}

/** How long an operation took in words; null where that cannot be told. */
export function lengthText(micros: string | null): string | null {
  if (micros === null) return null;
  const exact = BigInt(micros);
  if (exact === 0n) return "no time: one instant";
  return exact < 0n ? `${spanText(-exact)} backwards` : spanText(exact);
}

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

/** From one instant to another in microseconds, exact within some centuries; null where that cannot be told. */
export function microsBetween(from: string | null, to: string | null): number | null {
  const [start, end] = [INSTANT.exec(from ?? ""), INSTANT.exec(to ?? "")];
  if (!start || !end) return null;
  const seconds = Date.parse(`${end[1]}Z`) - Date.parse(`${start[1]}Z`);
  if (Number.isNaN(seconds)) return null;
  return seconds * 1000 + Number(end[2]) - Number(start[2]);
}
