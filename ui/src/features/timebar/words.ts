import { scaleTime, scaleUtc } from "d3-scale";
import { instantLine, type Zone } from "@/shared/lib/instant";
import { counted, grouped } from "@/shared/lib/number";
import type { Range, Stretches } from "./stretch";

/** A label under the bar. */
export interface Tick {
  /** From 0 to 1. */
  at: number;
  label: string;
}

/** Labels at handy times, about so many. */
export function ticksOf({ start, step, count }: Stretches, zone: Zone, about: number): Tick[] {
  const end = start + step * count;
  const scale = (zone === "utc" ? scaleUtc() : scaleTime()).domain([new Date(start), new Date(end)]);
  const spell = spelling(end - start, zone);
  return scale.ticks(Math.max(2, about)).map((date) => ({
    at: (date.getTime() - start) / (end - start),
    label: spell(date),
  }));
}

function spelling(spanMs: number, zone: Zone): (date: Date) => string {
  const days = spanMs / (24 * 3600 * 1000);
  const timeZone = zone === "utc" ? "UTC" : undefined;
  const options: Intl.DateTimeFormatOptions =
    days > 1200
      ? { year: "numeric" }
      : days > 60
        ? { month: "short", year: "numeric" }
        : days > 3
          ? { day: "numeric", month: "short", year: "numeric" }
          : { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const format = new Intl.DateTimeFormat("en-GB", { ...options, timeZone });
  return (date) => format.format(date);
}

/** What stretches in a row hold, in words. */
export function told(
  range: Range,
  all: readonly number[],
  fitting: readonly number[] | null,
  first: number,
  last: number,
  zone: Zone,
): string {
  const sum = (counts: readonly number[]) =>
    counts.slice(Math.min(first, last), Math.max(first, last) + 1).reduce((one, other) => one + other, 0);
  const events = counted(sum(all), "event");
  const fits = fitting ? `, ${grouped(sum(fitting))} fit the filter` : "";
  return `${rangeLine(range, zone)}: ${events}${fits}`;
}

/** A range on one line, with its zone. */
export function rangeLine({ from, until }: Range, zone: Zone): string {
  return `${instantLine(from, zone, "minutes")} to ${instantLine(until, zone, "minutes")}`;
}
