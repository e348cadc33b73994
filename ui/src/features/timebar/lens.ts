import type { Span } from "./stretch";

/** No less than a minute is seen at once. */
export const SPAN_MS_MIN = 60_000;
/** Less than this share short of the whole is the whole. */
const NEARLY = 0.998;
/** How soon the picture has come most of the way to where it shall be. */
const EASE_MS = 45;
/** Nearer than this share of what is seen is there. */
const ARRIVED = 0.0005;

/** Draws what a span shows. */
export type Painter = (span: Span) => void;

/**
 * The part of the history that the bar shows. It moves without React: whoever draws is told at most once for each
 * frame, and whoever asks for data hears where it shall end. `null` is the whole history.
 */
export class Lens {
  #limits: Span = { from: 0, until: SPAN_MS_MIN };
  #wanted: Span | null = null;
  #shown: Span = this.#limits;
  #frame: number | null = null;
  #last = 0;
  readonly #painters = new Set<Painter>();
  readonly #listeners = new Set<() => void>();

  /** What is seen now. */
  get shown(): Span {
    return this.#shown;
  }

  /** What shall be seen. */
  get wanted(): Span | null {
    return this.#wanted;
  }

  /** The same as a span, also where it is the whole. */
  get goal(): Span {
    return this.#wanted ?? this.#limits;
  }

  /** The whole history. */
  get limits(): Span {
    return this.#limits;
  }

  /** Sets how far the history reaches. Where all of it was seen, all of it is seen. */
  setLimits(limits: Span) {
    if (limits.from === this.#limits.from && limits.until === this.#limits.until) return;
    this.#limits = limits;
    this.jump(this.#wanted);
  }

  /** Shows another part at once. */
  jump(span: Span | null) {
    this.#wanted = span && fitted(span, this.#limits);
    this.#shown = this.goal;
    this.paintSoon();
  }

  /** Moves on to another part, and tells it to those who listen. */
  go(span: Span | null, isCalm = wantsCalm()) {
    this.#wanted = span && fitted(span, this.#limits);
    if (isCalm) this.#shown = this.goal;
    this.paintSoon();
    for (const listener of this.#listeners) listener();
  }

  /** Shows so many times as much, with what lies at a share of the width staying where it is. */
  zoom(factor: number, share: number, isCalm?: boolean) {
    this.go(zoomed(this.goal, factor, share, this.#limits), isCalm);
  }

  /** Moves on by a share of what is seen. */
  pan(share: number, isCalm?: boolean) {
    const { from, until } = this.goal;
    const by = share * (until - from);
    if (this.#wanted) this.go({ from: from + by, until: until + by }, isCalm);
  }

  /** Moves on until an instant is seen, if it is not. */
  reveal(ms: number) {
    const next = this.#wanted && revealed(this.#wanted, ms);
    if (next && next !== this.#wanted) this.go(next);
  }

  /** Has everything drawn in the next frame. */
  paintSoon() {
    if (this.#frame !== null) return;
    this.#last = performance.now();
    this.#frame = requestAnimationFrame((now) => this.#paint(now));
  }

  /** Is told to draw; call the result to be told no more. */
  onPaint(painter: Painter): () => void {
    this.#painters.add(painter);
    return () => void this.#painters.delete(painter);
  }

  /** Hears where it shall go, whenever that changes. */
  onGo(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #paint(now: number) {
    this.#frame = null;
    const { goal } = this;
    this.#shown = eased(this.#shown, goal, now - this.#last);
    for (const painter of this.#painters) painter(this.#shown);
    if (this.#shown === goal) return;
    this.#last = now;
    this.#frame = requestAnimationFrame((then) => this.#paint(then));
  }
}

/** Part of the way from one span to another; the goal itself once it is near. */
export function eased(from: Span, goal: Span, ms: number): Span {
  const width = goal.until - goal.from;
  const share = 1 - Math.exp(-Math.max(0, ms) / EASE_MS);
  const next = {
    from: from.from + (goal.from - from.from) * share,
    until: from.until + (goal.until - from.until) * share,
  };
  const off = Math.max(Math.abs(next.from - goal.from), Math.abs(next.until - goal.until));
  return off < width * ARRIVED ? goal : next;
}

/** So many times as much of the history; `null` where that is all of it. */
export function zoomed({ from, until }: Span, factor: number, share: number, limits: Span): Span | null {
  const all = limits.until - limits.from;
  const width = Math.max(Math.min(SPAN_MS_MIN, all), (until - from) * factor);
  if (width >= all * NEARLY) return null;
  const pivot = from + share * (until - from);
  return { from: pivot - share * width, until: pivot + (1 - share) * width };
}

/** A span that lies within the history and is not too short; `null` where it is the whole. */
export function fitted({ from, until }: Span, limits: Span): Span | null {
  const all = limits.until - limits.from;
  const width = Math.max(Math.min(SPAN_MS_MIN, all), until - from);
  if (width >= all * NEARLY) return null;
  const at = Math.max(limits.from, Math.min(limits.until - width, from));
  return { from: at, until: at + width };
}

/** The same span where it holds an instant; else one as long that does, with more of what comes next in sight. */
export function revealed(span: Span, ms: number): Span {
  if (span.from <= ms && ms <= span.until) return span;
  const width = span.until - span.from;
  const from = ms > span.until ? ms - width * 0.1 : ms - width * 0.9;
  return { from, until: from + width };
}

/** Where an instant lies in a span, from 0 to 1; outside it below or above. */
export function shareOf({ from, until }: Span, ms: number): number {
  return (ms - from) / (until - from);
}

/** The instant at a share of a span. */
export function msAt({ from, until }: Span, share: number): number {
  return from + share * (until - from);
}

function wantsCalm(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
