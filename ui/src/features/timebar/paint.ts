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
 * Draws the histogram. Heights grow with the square root of the counts, so that quiet days stay visible beside one
 * busy night; the exact numbers are told in words.
 */
export function paint(context: CanvasRenderingContext2D, picture: Picture, inks: Inks, scale: number) {
  const { width, height, all, fitting, range } = picture;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  if (range) {
    context.fillStyle = inks.wash;
    context.fillRect(range.start * width, 0, Math.max(1, (range.end - range.start) * width), height);
  }
  const most = Math.sqrt(Math.max(1, ...all));
  const bars = (counts: readonly number[], ink: (fraction: number) => string) => {
    const step = width / all.length;
    const gap = step >= 3 ? 1 : 0;
    counts.forEach((count, index) => {
      if (count === 0) return;
      const tall = Math.max(1, (Math.sqrt(count) / most) * (height - 2));
      context.fillStyle = ink((index + 0.5) / all.length);
      context.fillRect(index * step, height - tall, Math.max(0.5, step - gap), tall);
    });
  };
  const isInside = (fraction: number) => !range || (fraction >= range.start && fraction <= range.end);
  bars(all, (fraction) => (!fitting && range && isInside(fraction) ? inks.accent : inks.bar));
  if (fitting) bars(fitting, (fraction) => (isInside(fraction) ? inks.accent : inks.bar));
  if (range) {
    context.fillStyle = inks.accent;
    for (const edge of [range.start, range.end])
      context.fillRect(Math.min(width - 1, Math.max(0, edge * width - 0.5)), 0, 1, height);
  }
}
