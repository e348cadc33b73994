/** What the canvas shows. */
export interface Picture {
  width: number;
  height: number;
  /** How many events each stretch has. */
  all: readonly number[];
  /** How many of them fit the filter; `null` where nothing is filtered but time. */
  fitting: readonly number[] | null;
  /** The share of the width that the selected range covers. */
  range: { start: number; end: number } | null;
}

/** The colours of the theme, as the browser resolved them. */
export interface Inks {
  bar: string;
  accent: string;
  wash: string;
}

/**
 * Draws the histogram. A bar's height tells how many events there were, its filled part which share of them fits
 * the filter. Heights grow with the square root of the counts, and a bar beyond the ceiling is cut, which a gap
 * near its top shows: quiet days stay visible beside one busy night. The exact numbers are told in words.
 */
export function paint(context: CanvasRenderingContext2D, picture: Picture, inks: Inks, scale: number) {
  const { width, height, all, fitting, range } = picture;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  if (range) {
    context.fillStyle = inks.wash;
    context.fillRect(range.start * width, 0, Math.max(1, (range.end - range.start) * width), height);
  }
  const ceiling = ceilingOf(all);
  const step = width / all.length;
  const thick = Math.max(0.5, step - (step >= 3 ? 1 : 0));
  all.forEach((count, index) => {
    if (count === 0) return;
    const tall = heightOf(count, ceiling, height);
    const at = (index + 0.5) / all.length;
    const isInside = !range || (at >= range.start && at <= range.end);
    const share = fitting ? (fitting[index] ?? 0) / count : range ? 1 : 0;
    context.fillStyle = inks.bar;
    context.fillRect(index * step, height - tall, thick, tall);
    if (isInside && share > 0) {
      const filled = Math.max(SEEN_PX, tall * Math.min(1, share));
      context.fillStyle = inks.accent;
      context.fillRect(index * step, height - filled, thick, filled);
    }
    if (count > ceiling) context.clearRect(index * step, CUT_PX, thick, 2);
  });
  if (range) {
    context.fillStyle = inks.accent;
    for (const edge of [range.start, range.end])
      context.fillRect(Math.min(width - 1, Math.max(0, edge * width - 0.5)), 0, 1, height);
  }
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
