import { scaleTime, scaleUtc } from "d3-scale";
import { instantText, isoOf, type Zone } from "@/shared/lib/instant";
import { shareOf } from "./lens";
import type { Inks } from "./paint";
import type { Span } from "./stretch";

/** A label under the bars. */
export interface Tick {
  /** From 0 to 1. */
  at: number;
  label: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 3600 * SECOND;
/** How far apart labels are, in pixels. */
const TICK_PX = 130;
const GAP_PX = 6;

type Grain = "year" | "month" | "day" | "minute" | "second";

const PARTS: Record<Grain, Intl.DateTimeFormatOptions> = {
  year: { year: "numeric" },
  month: { month: "short", year: "numeric" },
  day: { day: "numeric", month: "short", year: "numeric" },
  minute: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  second: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};

/**
 * Labels at handy times, about so many. Each says its year or belongs to a day that does: times of day stand alone, but
 * the first one, and the first of each day, have their date. The first label tells the zone.
 */
export function ticksOf(span: Span, zone: Zone, about: number): Tick[] {
  const scale = (zone === "utc" ? scaleUtc() : scaleTime()).domain([
    new Date(span.from),
    new Date(span.until),
  ]);
  const dates = scale.ticks(Math.max(2, about));
  const grain = grainOf(dates);
  const [one, other] = dates;
  const isOfDay = grain === "minute" || grain === "second";
  let day = "";
  return dates.map((date, index) => {
    const today = isOfDay ? spell("day", zone, date) : "";
    const isNew = isOfDay && today !== day;
    day = today;
    const time = spell(grain, zone, date);
    const words = isNew ? `${today} ${time}` : time;
    const isFirst = index === 0 && one !== undefined && (other !== undefined || isOfDay);
    return {
      at: shareOf(span, date.getTime()),
      label: isFirst ? `${words} ${zoneAt(date, zone)}` : words,
    };
  });
}

/** Draws the labels, leaving out those that there is no room for. */
export function paintAxis(
  context: CanvasRenderingContext2D,
  { width, top, height }: { width: number; top: number; height: number },
  span: Span,
  zone: Zone,
  inks: Inks,
) {
  context.font = inks.font;
  context.textBaseline = "middle";
  let free = Number.NEGATIVE_INFINITY;
  for (const { at, label } of ticksOf(span, zone, width / TICK_PX)) {
    const x = Math.round(at * width);
    const end = x + 5 + context.measureText(label).width;
    if (x < free || end > width) continue;
    free = end + GAP_PX;
    context.fillStyle = inks.line;
    context.fillRect(x, top, 1, height);
    context.fillStyle = inks.text;
    context.fillText(label, x + 5, top + height / 2 - 1);
  }
}

/** What the steps between labels are made of. */
function grainOf([one, other]: Date[]): Grain {
  if (!one || !other) return "minute";
  const step = other.getTime() - one.getTime();
  if (step < MINUTE) return "second";
  if (step < DAY * 0.9) return "minute";
  if (step < 27 * DAY) return "day";
  return step < 360 * DAY ? "month" : "year";
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats are costly to make and the axis is drawn sixty times a second. */
function spell(grain: Grain, zone: Zone, date: Date): string {
  const name = `${grain} ${zone}`;
  let format = formats.get(name);
  if (!format) {
    const timeZone = zone === "utc" ? "UTC" : undefined;
    format = new Intl.DateTimeFormat("en-GB", { ...PARTS[grain], timeZone });
    formats.set(name, format);
  }
  return format.format(date);
}

function zoneAt(date: Date, zone: Zone): string {
  return instantText(isoOf(date.getTime()), zone, "minutes")?.zone ?? "";
}
