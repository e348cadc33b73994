import { isoOf, offsetAt, type Zone } from "@/shared/lib/instant";

/** A range of time: from an instant to another that is itself left out, both fixed-width UTC. */
export interface Range {
  from: string;
  until: string;
}

/** The same in milliseconds since 1970, for what is drawn. */
export interface Span {
  from: number;
  until: number;
}

/** A history, or a part of it, cut into equal stretches, in milliseconds since 1970. */
export interface Stretches {
  start: number;
  step: number;
  count: number;
}

/** Marks on the line of time: one at `start`, and others every `step` before and behind it. */
export type Marks = Pick<Stretches, "start" | "step">;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Of a whole history; no history is told in less than minutes. */
const WHOLE_STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28, 91, 364].map((days) => days * DAY),
];
/** Of a part of it, down to a minute seen at once. */
const STEPS = [100, 200, 500, ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND), ...WHOLE_STEPS];
/** 1970 began on a Thursday; weeks begin on a Monday. */
const MONDAY = 4 * DAY;
/** A part is cut by so many stretches at once, so that moving on by a few asks for nothing new. */
const PAGE = 64;

/** Cuts a history into at most so many stretches of a handy length that begin at times which are handy in a zone. */
export function stretchesOf(firstAt: string, lastAt: string, most: number, zone: Zone): Stretches {
  const first = Date.parse(firstAt);
  const last = Date.parse(lastAt);
  const startOf = (step: number) => floorTo(first, handy(step, first, zone));
  const fits = (step: number) => Math.floor((last - startOf(step)) / step) + 1 <= most;
  const step = WHOLE_STEPS.find(fits) ?? Math.ceil((last - first + 1) / (most - 1) / DAY) * DAY;
  const start = startOf(step);
  return { start, step, count: Math.floor((last - start) / step) + 1 };
}

/**
 * Cuts the part of a history that a span shows, with some room on either side, so finely that at most so many stretches
 * are seen at once. Never more coarsely than the whole is cut; where that is fine enough, it is the whole.
 */
export function cut(span: Span, whole: Stretches, most: number, zone: Zone): Stretches {
  const step = STEPS.find((step) => (span.until - span.from) / step <= most) ?? whole.step;
  if (step >= whole.step) return whole;
  const marks = handy(step, span.from, zone);
  const pages = { ...marks, step: step * PAGE };
  const all = endsOf(whole);
  const start = Math.max(floorTo(all.from, marks), floorTo(span.from, pages) - pages.step);
  const end = Math.min(ceilTo(all.until, marks), ceilTo(span.until, pages) + pages.step);
  return { start, step, count: Math.max(1, Math.round((end - start) / step)) };
}

/** Where stretches begin and end. */
export function endsOf({ start, step, count }: Stretches): Span {
  return { from: start, until: start + step * count };
}

/** The same as instants. */
export function spanOf(stretches: Stretches): Range {
  return instants(endsOf(stretches));
}

/** A span as instants. */
export function instants({ from, until }: Span): Range {
  return { from: isoOf(from), until: isoOf(until) };
}

/** Whether two ways of cutting are the same. */
export function isSame(one: Stretches | undefined, other: Stretches | undefined): boolean {
  return one?.start === other?.start && one?.step === other?.step && one?.count === other?.count;
}

/** Where the stretch begins that holds an instant, within the history. */
export function stretchAt(ms: number, marks: Marks, limits: Span): number {
  const last = floorTo(limits.until - 1, marks);
  return Math.max(floorTo(limits.from, marks), Math.min(last, floorTo(ms, marks)));
}

/** From the beginning of one stretch to the end of another, given by where they begin, in any order. */
export function between(one: number, other: number, step: number): Span {
  return { from: Math.min(one, other), until: Math.max(one, other) + step };
}

/** A range in milliseconds; an open or unreadable end reaches to the end of all. */
export function msOf(range: Partial<Range>, limits: Span): Span | null {
  if (range.from === undefined && range.until === undefined) return null;
  const at = (iso: string | undefined, open: number) => {
    const ms = iso === undefined ? Number.NaN : Date.parse(iso);
    return Number.isNaN(ms) ? open : Math.max(limits.from, Math.min(limits.until, ms));
  };
  const from = at(range.from, limits.from);
  return { from, until: Math.max(from, at(range.until, limits.until)) };
}

/** Which of some stretches lie, at least in part, in a span: from the first to the one after the last. */
export function inside({ start, step, count }: Stretches, span: Span): [first: number, end: number] {
  const clamp = (index: number) => Math.max(0, Math.min(count, index));
  return [clamp(Math.floor((span.from - start) / step)), clamp(Math.ceil((span.until - start) / step))];
}

/** How many there are in the stretches that lie in a span. */
export function sumIn(stretches: Stretches, counts: readonly number[], span: Span): number {
  const [first, end] = inside(stretches, span);
  let sum = 0;
  for (let index = first; index < end; index += 1) sum += counts[index] ?? 0;
  return sum;
}

/** The last mark at an instant or before it. */
export function floorTo(ms: number, { start, step }: Marks): number {
  return Math.floor((ms - start) / step) * step + start;
}

function ceilTo(ms: number, marks: Marks): number {
  const floor = floorTo(ms, marks);
  return floor === ms ? ms : floor + marks.step;
}

/**
 * Marks at midnight and in between, of weeks on Mondays, as it is in a zone at an instant. Where the clocks are changed
 * they go on at even steps, and so are an hour off until the clocks are changed back.
 */
function handy(step: number, near: number, zone: Zone): Marks {
  return { start: (step >= 7 * DAY ? MONDAY : 0) - offsetAt(near, zone), step };
}
