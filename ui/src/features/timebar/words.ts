import { visible } from "@/shared/lib/hostile";
import { instantLine, instantText, isoOf, type Precision, type Zone } from "@/shared/lib/instant";
import { counted, grouped } from "@/shared/lib/number";
import type { Layer, Split } from "./layer";
import { instants, type Span, sumIn } from "./stretch";

/** What the stretches in a span hold, in words. */
export function told(span: Span, layer: Layer, split: Split | null, zone: Zone): string {
  const { stretches, all, fitting, parts } = layer;
  const sum = (counts: readonly number[]) => sumIn(stretches, counts, span);
  const events = counted(sum(all), "event");
  const fits = fitting ? `, ${grouped(sum(fitting))} fit the filter` : "";
  const words = (parts ?? []).flatMap((counts, place) => {
    const count = sum(counts);
    return count > 0 ? `${partName(split, place)} ${grouped(count)}` : [];
  });
  const line = `${rangeLine(span, zone)}: ${events}${fits}`;
  return words.length > 0 ? `${line} (${words.join(", ")})` : line;
}

/** What a place of a split is called; behind the last word stand all others. */
export function partName(split: Split | null, place: number): string {
  if (!split || place >= split.slots.length) return "others";
  const word = split.slots[place];
  return word === null ? "nothing" : visible(word ?? "");
}

/** A span on one line, with its zone. */
export function rangeLine(span: Span, zone: Zone): string {
  const { from, until } = instants(span);
  const precision = precisionOf(span);
  return `${instantLine(from, zone, precision)} to ${instantLine(until, zone, precision)}`;
}

/** How many digits tell the ends of a span apart from their neighbours. */
export function precisionOf({ from, until }: Span): Precision {
  const isWhole = (unit: number) => from % unit === 0 && until % unit === 0;
  return isWhole(MINUTE) ? "minutes" : isWhole(SECOND) ? "seconds" : "milliseconds";
}

/** The same in few words: whole days by their dates alone, one day's date once, seconds where they tell something. */
export function spanLine(span: Span, zone: Zone): string {
  const precision = span.until - span.from < 10 * MINUTE ? "seconds" : "minutes";
  const [from, until] = [span.from, span.until].map((ms) => instantText(isoOf(ms), zone, precision));
  if (!from || !until) return rangeLine(span, zone);
  const isDays = span.until - span.from > 4 * DAY;
  const begin = isDays ? from.date : `${from.date} ${from.time}`;
  const end = isDays ? until.date : until.date === from.date ? until.time : `${until.date} ${until.time}`;
  // Summer time may begin in between.
  const zones = from.zone === until.zone ? [begin, end] : [`${begin} ${from.zone}`, end];
  return `${zones.join(" to ")} ${until.zone}`;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS: [ms: number, name: string][] = [
  [DAY, "day"],
  [HOUR, "hour"],
  [MINUTE, "minute"],
  [SECOND, "second"],
];

/** How long a stretch is, in words. */
export function lengthOf(step: number): string {
  const [ms, name] = UNITS.find(([ms]) => step % ms === 0) ?? [1, "millisecond"];
  return counted(step / ms, name);
}
