/**
 * The part of a very long list that is held in memory: a run of rows without a gap, and the place in it that is
 * looked at. Rows come in pages at either end; the far end is dropped. Nothing here knows how long the list is.
 */
export interface Buffer<T> {
  readonly rows: readonly T[];
  /** Whether the first row held is the first of all. */
  readonly atStart: boolean;
  /** Whether the last row held is the last of all. */
  readonly atEnd: boolean;
  /** Index of the first row in sight, with a fraction. Beyond the rows held, there are rows still to come. */
  readonly top: number;
  /** How many rows lie before the first one held, where that is known. */
  readonly rank: number | null;
}

/** Along the list as it is shown. */
export type Direction = "forward" | "backward";

/** Rows of one page, in the direction that was asked for, nearest first. */
export interface PageOf<T> {
  readonly rows: readonly T[];
  /** Whether there is nothing beyond them. */
  readonly isLast: boolean;
}

/** How many rows are kept in memory at most, if the view is not taller. */
export const KEPT_MAX = 600;
/** With fewer loaded rows than this beyond the view, the next page is due. */
export const AHEAD = 80;

/** A buffer that begins with the first row of all. */
export function fromStart<T>(page: PageOf<T>): Buffer<T> {
  return { rows: page.rows, atStart: true, atEnd: page.isLast, top: 0, rank: 0 };
}

/** A buffer that ends with the last row of all, looked at from its end. */
export function fromEnd<T>(page: PageOf<T>, view: number): Buffer<T> {
  const rows = page.rows.toReversed();
  const rank = page.isLast ? 0 : null;
  return settled({ rows, atStart: page.isLast, atEnd: true, top: rows.length, rank }, view);
}

/** A buffer around some place: the page from there on, with so many rows of what is before it in sight. */
export function fromMiddle<T>(page: PageOf<T>, view: number, lead: number): Buffer<T> {
  return settled({ rows: page.rows, atStart: false, atEnd: page.isLast, top: -lead, rank: null }, view);
}

/** Adds a page at one end, drops what is too much at the other; what is in sight stays where it is. */
export function extended<T>(
  buffer: Buffer<T>,
  direction: Direction,
  page: PageOf<T>,
  view: number,
): Buffer<T> {
  const grown = direction === "forward" ? grownForward(buffer, page) : grownBackward(buffer, page);
  return settled(trimmed(grown, direction, view), view);
}

/** Moves the sight by so many rows. */
export function scrolled<T>(buffer: Buffer<T>, rows: number, view: number): Buffer<T> {
  return settled({ ...buffer, top: buffer.top + rows }, view);
}

/** Moves the sight as little as possible so that a row is wholly in it. */
export function revealed<T>(buffer: Buffer<T>, index: number, view: number): Buffer<T> {
  const whole = Math.max(1, Math.floor(view));
  if (index < buffer.top) return settled({ ...buffer, top: index }, view);
  if (index + 1 > buffer.top + whole) return settled({ ...buffer, top: index + 1 - view }, view);
  return buffer;
}

/** At which end a page is due, if at any. */
export function due<T>(buffer: Buffer<T>, view: number): Direction | null {
  const after = buffer.rows.length - (buffer.top + view);
  const before = buffer.top;
  if (!buffer.atEnd && after < AHEAD && (buffer.atStart || after <= before)) return "forward";
  if (!buffer.atStart && before < AHEAD) return "backward";
  return !buffer.atEnd && after < AHEAD ? "forward" : null;
}

/** How far down the sight is, from 0 to 1, where all rows are held; `null` where they are not. */
export function exactFraction<T>(buffer: Buffer<T>, view: number): number | null {
  if (!buffer.atStart || !buffer.atEnd) return null;
  const room = buffer.rows.length - view;
  return room <= 0 ? 0 : buffer.top / room;
}

/** Keeps the sight within what there is; where more rows are to come, one view beyond what is held. */
export function settled<T>(buffer: Buffer<T>, view: number): Buffer<T> {
  const lowest = buffer.atStart ? 0 : -view;
  const highest = buffer.atEnd ? buffer.rows.length - view : buffer.rows.length;
  const top = Math.max(lowest, Math.min(buffer.top, highest));
  return top === buffer.top ? buffer : { ...buffer, top };
}

function grownForward<T>(buffer: Buffer<T>, page: PageOf<T>): Buffer<T> {
  return { ...buffer, rows: [...buffer.rows, ...page.rows], atEnd: page.isLast };
}

function grownBackward<T>(buffer: Buffer<T>, page: PageOf<T>): Buffer<T> {
  const added = page.rows.length;
  const rank = page.isLast ? 0 : buffer.rank === null ? null : buffer.rank - added;
  const rows = [...page.rows.toReversed(), ...buffer.rows];
  return { ...buffer, rows, atStart: page.isLast, top: buffer.top + added, rank };
}

function trimmed<T>(buffer: Buffer<T>, grownAt: Direction, view: number): Buffer<T> {
  const excess = buffer.rows.length - Math.max(KEPT_MAX, Math.ceil(view) + 2 * AHEAD);
  if (excess <= 0) return buffer;
  if (grownAt === "backward") {
    const spare = Math.floor(buffer.rows.length - (buffer.top + view) - AHEAD);
    const dropped = Math.min(excess, Math.max(0, spare));
    return dropped === 0 ? buffer : { ...buffer, rows: buffer.rows.slice(0, -dropped), atEnd: false };
  }
  const dropped = Math.min(excess, Math.max(0, Math.floor(buffer.top - AHEAD)));
  if (dropped === 0) return buffer;
  return {
    ...buffer,
    rows: buffer.rows.slice(dropped),
    atStart: false,
    top: buffer.top - dropped,
    rank: buffer.rank === null ? null : buffer.rank + dropped,
  };
}
