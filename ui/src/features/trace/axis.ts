/** A stretch of the axis on which time runs evenly. */
export interface Segment {
  /** From when to when, in microseconds since the beginning. */
  from: number;
  to: number;
  /** Where it lies, in pixels. */
  x: number;
  width: number;
}

/** A quiet stretch that was folded. */
export interface Break {
  micros: number;
  x: number;
  width: number;
}

/** The time axis of an operation. */
export interface Axis {
  segments: readonly Segment[];
  breaks: readonly Break[];
  width: number;
}

/** How wide a folded stretch is. */
const BREAK_PX = 26;
/** Marks at either end must not be cut. */
const EDGE_PX = 8;
/** A stretch without events is quiet when it takes at least this share of what is shown. */
const QUIET_SHARE = 0.15;
/** And when it is so many times as long as the gap in the middle of all. */
const QUIET_TIMES = 10;
const BREAKS_MAX = 12;
/** A single instant still has a place. */
const SEGMENT_MIN_PX = 10;

/** Lays an axis over so many pixels. `times` in order, in microseconds; quiet stretches are folded on request. */
export function axisOf(times: readonly number[], width: number, foldsQuiet: boolean): Axis {
  const [first = 0] = times;
  const last = times.at(-1) ?? first;
  const quiet = foldsQuiet ? quietOf(times) : [];
  const bounds = [first, ...quiet.flatMap(({ from, to }) => [from, to]), last];
  const shown = last - first - quiet.reduce((sum, { from, to }) => sum + to - from, 0);
  const count = quiet.length + 1;
  const room = Math.max(0, width - 2 * EDGE_PX - quiet.length * BREAK_PX - count * SEGMENT_MIN_PX);
  const segments: Segment[] = [];
  const breaks: Break[] = [];
  let x = EDGE_PX;
  for (let at = 0; at < bounds.length; at += 2) {
    const [from = 0, to = 0] = [bounds[at], bounds[at + 1]];
    const share = shown > 0 ? (to - from) / shown : 1 / count;
    const segment = { from, to, x, width: SEGMENT_MIN_PX + room * share };
    segments.push(segment);
    x += segment.width;
    const until = bounds[at + 2];
    if (until === undefined) continue;
    breaks.push({ micros: until - to, x, width: BREAK_PX });
    x += BREAK_PX;
  }
  return { segments, breaks, width };
}

/** Where an instant lies on an axis, in pixels; one in a folded stretch lies in the middle of its sign. */
export function xOf({ segments }: Axis, micros: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.to ?? 0) >= micros) high = middle;
    else low = middle + 1;
  }
  const segment = segments[low];
  if (!segment) return 0;
  if (micros < segment.from) return low === 0 ? segment.x : segment.x - BREAK_PX / 2;
  const share = segment.to > segment.from ? (micros - segment.from) / (segment.to - segment.from) : 0.5;
  return segment.x + Math.min(1, share) * segment.width;
}

interface Gap {
  from: number;
  to: number;
}

/** The longest gaps: each takes a good part of what is left without those before it, and is much longer than usual. */
function quietOf(times: readonly number[]): Gap[] {
  const gaps: Gap[] = [];
  for (let at = 1; at < times.length; at += 1) {
    const [from = 0, to = 0] = [times[at - 1], times[at]];
    if (to > from) gaps.push({ from, to });
  }
  gaps.sort((one, other) => other.to - other.from - (one.to - one.from));
  const usual = gaps[gaps.length >> 1];
  const least = usual ? (usual.to - usual.from) * QUIET_TIMES : 0;
  let left = (times.at(-1) ?? 0) - (times[0] ?? 0);
  const quiet: Gap[] = [];
  for (const gap of gaps.slice(0, BREAKS_MAX)) {
    const span = gap.to - gap.from;
    if (span < left * QUIET_SHARE || span < least) break;
    quiet.push(gap);
    left -= span;
  }
  return quiet.sort((one, other) => one.from - other.from);
}

/** Where the axis is labelled. */
export interface Tick {
  micros: number;
  x: number;
}

const DECIMAL = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const CLOCK = [1, 2, 5, 10, 15, 30];
/** The even lengths in microseconds: of micro- and milliseconds, seconds, minutes, hours, days. */
const STEPS = [
  ...[1, 1000].flatMap((unit) => DECIMAL.map((step) => unit * step)),
  ...[1e6, 60e6].flatMap((unit) => CLOCK.map((step) => unit * step)),
  ...[1, 2, 3, 6, 12].map((step) => step * 3600e6),
  ...DECIMAL.map((step) => step * 86_400e6),
];

/** Even steps along each stretch, at least so many pixels from one to the next; the beginnings of stretches come first. */
export function ticksOf(axis: Axis, apartPx: number): Tick[] {
  const ticks: Tick[] = [];
  axis.segments.forEach(({ from, to, x, width }, index) => {
    const fits = (at: number, end: number) => at >= (ticks.at(-1)?.x ?? -Infinity) + apartPx && at <= end;
    const end = axis.width - apartPx * 0.6;
    // A single instant lies in the middle of its stretch.
    const begin = to > from ? x : xOf(axis, from);
    if (fits(begin, end)) ticks.push({ micros: from, x: begin });
    const step = stepFor(((to - from) * apartPx) / Math.max(1, width));
    if (to <= from || step === null) return;
    const next = axis.segments[index + 1];
    for (let micros = Math.floor(from / step + 1) * step; micros <= to; micros += step) {
      const at = xOf(axis, micros);
      if (fits(at, next ? next.x - apartPx : end)) ticks.push({ micros, x: at });
    }
  });
  return ticks;
}

/** The smallest even step that is not below a length. */
function stepFor(least: number): number | null {
  return STEPS.find((step) => step >= least) ?? null;
}
