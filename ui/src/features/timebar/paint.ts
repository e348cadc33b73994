import type { Layer } from "./layer";
import { inside, type Span } from "./stretch";

/** What of the bars is shown, beside the bars themselves. */
export interface Scene {
  width: number;
  height: number;
  /** The selected range. */
  range: Span | null;
  /** Of the words that the bars are split by, the one that is looked at alone. */
  lit: number | null;
}

/** The colours of the theme, as the browser resolved them. */
export interface Inks {
  bar: string;
  accent: string;
  wash: string;
  line: string;
  text: string;
  /** One for each word that bars are split by, and one for all others. */
  parts: readonly string[];
  font: string;
}

type Context = CanvasRenderingContext2D;

/**
 * Draws what a span shows of a history. Layers stand from the coarsest to the finest, each drawn where no finer one is
 * known. A bar's height tells how many events there were, its filled part which share of them fits the filter. Heights
 * grow with the square root of the counts, and a bar beyond the ceiling is cut, which a gap near its top shows: quiet
 * days stay visible beside one busy night. The exact numbers are told in words.
 */
export function paint(context: Context, layers: readonly Layer[], scene: Scene, span: Span, inks: Inks) {
  const { width, height, range } = scene;
  const scale = width / (span.until - span.from);
  const x = (ms: number) => (ms - span.from) * scale;
  if (range) {
    context.fillStyle = inks.wash;
    context.fillRect(x(range.from), 0, Math.max(1, (range.until - range.from) * scale), height);
  }
  layers.forEach((layer, index) => {
    const finer = layers[index + 1];
    const hole = finer ? [x(finer.stretches.start), x(endOf(finer))] : null;
    const [from = width, until = width] = hole ?? [];
    if (from <= 0 && until >= width) return;
    context.save();
    context.beginPath();
    context.rect(0, 0, Math.max(0, from), height);
    context.rect(until, 0, Math.max(0, width - until), height);
    context.clip();
    paintLayer(context, layer, scene, span, inks);
    context.restore();
  });
  context.fillStyle = inks.line;
  context.fillRect(0, height - 1, width, 1);
  if (!range) return;
  context.fillStyle = inks.accent;
  for (const edge of [range.from, range.until]) {
    const at = x(edge);
    if (at >= -1 && at <= width + 1)
      context.fillRect(Math.min(width - 1, Math.max(0, at - 0.5)), 0, 1, height);
  }
}

function paintLayer(
  context: Context,
  layer: Layer,
  { width, height, range, lit }: Scene,
  span: Span,
  inks: Inks,
) {
  const { stretches, all, fitting, parts, ceiling } = layer;
  const { start, step } = stretches;
  const scale = width / (span.until - span.from);
  const gap = step * scale >= 3 ? 1 : 0;
  const tall = height - 1;
  const [first, end] = inside(stretches, span);
  for (let index = first; index < end; index += 1) {
    const count = all[index] ?? 0;
    if (count === 0) continue;
    const from = start + index * step;
    // On whole pixels, or bars would shimmer while they move.
    const left = Math.round((from - span.from) * scale);
    const right = Math.round((from + step - span.from) * scale) - gap;
    const thick = Math.max(gap === 0 ? 0.5 : 1, right - left);
    const top = heightOf(count, ceiling, tall);
    context.fillStyle = inks.bar;
    context.fillRect(left, tall - top, thick, top);
    const middle = from + step / 2;
    if (!range || (middle >= range.from && middle < range.until)) {
      if (parts) paintParts(context, parts, index, { left, thick, tall, top, count }, lit, inks);
      else if (fitting || range) {
        const fits = fitting ? (fitting[index] ?? 0) : count;
        if (fits > 0) {
          const filled = Math.max(SEEN_PX, top * Math.min(1, fits / count));
          context.fillStyle = inks.accent;
          context.fillRect(left, tall - filled, thick, filled);
        }
      }
    }
    if (count > ceiling) context.clearRect(left, CUT_PX, thick, 2);
  }
}

interface Bar {
  left: number;
  thick: number;
  tall: number;
  top: number;
  count: number;
}

/** The words of a bar from the bottom to the top in the order of the legend; one that is looked at alone stands at the bottom. */
function paintParts(
  context: Context,
  parts: NonNullable<Layer["parts"]>,
  index: number,
  { left, thick, tall, top, count }: Bar,
  lit: number | null,
  inks: Inks,
) {
  let bottom = tall;
  parts.forEach((counts, place) => {
    const part = counts[index] ?? 0;
    if (part === 0 || (lit !== null && lit !== place)) return;
    const high = Math.max(lit === null ? 0 : SEEN_PX, top * Math.min(1, part / count));
    bottom -= high;
    context.fillStyle = inks.parts[place] ?? inks.bar;
    context.fillRect(left, bottom, thick, high);
  });
}

function endOf({ stretches: { start, step, count } }: Layer): number {
  return start + step * count;
}

/** Where the gap of a cut bar lies. */
const CUT_PX = 4;
/** One event that fits among thousands that do not is still to be found. */
const SEEN_PX = 4;
/** A count so many times beyond the usual is cut. */
const BEYOND = 4;

/** The count that reaches the top: the greatest, or some way beyond the usual where few counts tower over all others. */
export function ceilingOf(counts: readonly number[]): number {
  const some = counts.filter((count) => count > 0).sort((one, other) => one - other);
  const most = some.at(-1) ?? 1;
  const usual = some[Math.floor(some.length * 0.95)] ?? most;
  return most > usual * BEYOND ? usual * 2 : most;
}

/** How tall the bar of a count is, in pixels; whatever is not nothing can be seen. */
export function heightOf(count: number, ceiling: number, height: number): number {
  return count === 0 ? 0 : Math.max(1, Math.sqrt(Math.min(1, count / ceiling)) * height);
}
