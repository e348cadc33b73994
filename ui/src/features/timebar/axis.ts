import { scaleTime, scaleUtc } from "d3-scale";
import { instantText, isoOf, type Zone } from "@/shared/lib/instant";
import { msAt, shareOf } from "./lens";
import type { Inks } from "./paint";
import type { Span } from "./stretch";

/** A label under the bars. */
export interface Tick {
  /** From 0 to 1. */
  at: number;
  label: string;
  /** The same without the date and the zone that only some have. */
  short: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 3600 * SECOND;
/** How far apart labels are at best, in pixels. */
const TICK_PX = 110;
const GAP_PX = 10;
/** How long a line is beside which no label stands. */
const SHORT_PX = 5;
/** How wide a letter of a label is, about. */
const LETTER_PX = 6.3;

type Grain = "year" | "month" | "day" | "minute" | "second";
/** What a label is spelled from. */
type Part = Grain | "date";

const PARTS: Record<Part, Intl.DateTimeFormatOptions> = {
  year: { year: "numeric" },
  month: { month: "short", year: "numeric" },
  day: { day: "numeric", month: "short" },
  date: { day: "numeric", month: "short", year: "numeric" },
  minute: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  second: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};

/**
 * Labels at handy times, as many as fit. Each says its year or follows one that does: the first day, and the first of
 * each year, have their year, and the first time of day, and the first of each day, their date. One of the
 * first tells the zone.
 */
export function ticksOf(span: Span, zone: Zone, width: number): Tick[] {
  // Handy times come in leaps: about so many may be twice as many.
  for (let about = Math.max(2, width / TICK_PX); about > 1; about *= 0.7) {
    const ticks = labelled(datesIn(span, zone, about), span, zone);
    const spelled = zoned(ticks, span, zone, width);
    if (spelled && ticks.every((tick, index) => fits(tick, tick.short, ticks[index + 1], width)))
      return spelled;
  }
  const [one] = labelled(datesIn(span, zone, 1), span, zone);
  return one ? [{ ...one, label: withZone(one, span, zone) }] : [];
}

/**
 * Tells the zone with the first label that has room for it; where none has, with the first that takes only the room of a
 * next one without a date. `null` where there is no such label.
 */
function zoned(ticks: Tick[], span: Span, zone: Zone, width: number): Tick[] | null {
  const [first] = ticks;
  const hasRoom = (upTo: number) => (tick: Tick, index: number) =>
    fits(tick, withZone(tick, span, zone), ticks[index + upTo] ?? END, width);
  const isPlain = (tick: Tick | undefined) => tick !== undefined && tick.label === tick.short;
  const takesNext = (tick: Tick, index: number) => isPlain(ticks[index + 1]) && hasRoom(2)(tick, index);
  // A first label with a date takes the room of the next one anyway.
  const isLong = first !== undefined && !fits(first, first.label, ticks[1], width) && hasRoom(2)(first, 0);
  const roomy = ticks.findIndex(hasRoom(1));
  const chosen = isLong ? 0 : roomy >= 0 ? roomy : ticks.findIndex(takesNext);
  if (chosen < 0) return null;
  return ticks.map((tick, index) =>
    index === chosen ? { ...tick, label: withZone(tick, span, zone) } : tick,
  );
}

function withZone({ at, label }: Tick, span: Span, zone: Zone): string {
  return `${label} ${zoneAt(new Date(msAt(span, at)), zone)}`;
}

/** Where no label begins any more. */
const END: Tick = { at: 1, label: "", short: "" };

function fits({ at }: Tick, words: string, next: Tick | undefined, width: number): boolean {
  return !next || (next.at - at) * width >= words.length * LETTER_PX + GAP_PX;
}

function datesIn(span: Span, zone: Zone, about: number): Date[] {
  const scale = (zone === "utc" ? scaleUtc() : scaleTime()).domain([
    new Date(span.from),
    new Date(span.until),
  ]);
  const dates = scale.ticks(about);
  const [one, other] = dates;
  const isWeeks = one && other && Math.round((other.getTime() - one.getTime()) / DAY) === 7;
  return isWeeks ? mondays(dates, zone).filter((date) => date.getTime() <= span.until) : dates;
}

/** Weeks begin on a Monday, as those of the bars do. */
function mondays(dates: Date[], zone: Zone): Date[] {
  return dates.map((sunday) => {
    const monday = new Date(sunday);
    if (zone === "utc") monday.setUTCDate(monday.getUTCDate() + 1);
    else monday.setDate(monday.getDate() + 1);
    return monday;
  });
}

function labelled(dates: Date[], span: Span, zone: Zone): Tick[] {
  const grain = grainOf(dates);
  let before: string | null = null;
  return dates.map((date) => {
    const short = spell(grain, zone, date);
    // What the label belongs to, told with the first of each.
    const whole =
      grain === "day" ? spell("year", zone, date) : isOfDay(grain) ? spell("date", zone, date) : "";
    const isNew = before !== whole;
    before = whole;
    const words = !isNew ? short : grain === "day" ? `${short} ${whole}` : `${whole} ${short}`.trim();
    return {
      at: shareOf(span, date.getTime()),
      label: words,
      short,
    };
  });
}

function isOfDay(grain: Grain): boolean {
  return grain === "minute" || grain === "second";
}

/** Draws the labels; one that there is no room for, beside a longer one or at the edge, is a short line alone. */
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
  for (const { at, label } of ticksOf(span, zone, width)) {
    const x = Math.round(at * width);
    const end = x + 5 + label.length * LETTER_PX;
    const hasRoom = x >= free && end <= width;
    context.fillStyle = inks.line;
    context.fillRect(x, top, 1, hasRoom ? height : SHORT_PX);
    if (!hasRoom) continue;
    free = end;
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
function spell(part: Part, zone: Zone, date: Date): string {
  const name = `${part} ${zone}`;
  let format = formats.get(name);
  if (!format) {
    const timeZone = zone === "utc" ? "UTC" : undefined;
    format = new Intl.DateTimeFormat("en-GB", { ...PARTS[part], timeZone });
    formats.set(name, format);
  }
  return format.format(date);
}

function zoneAt(date: Date, zone: Zone): string {
  return instantText(isoOf(date.getTime()), zone, "minutes")?.zone ?? "";
}
