import type { Direction, PageOf } from "./buffer";
import type { GridSource } from "./source";

/** A row with its place in the order in which rows came. */
export interface Numbered<T> {
  at: number;
  row: T;
}

/** Whether a row is among those that are shown. */
type Fits<T> = (row: T) => boolean;

/** Rows that come in while they are read. */
export class Feed<T> {
  /** Tells it from another feed that answers the same question: an earlier one may have been stopped. */
  readonly id = crypto.randomUUID();
  readonly rows: T[] = [];
  private isEnded = false;
  private waiting: (() => void)[] = [];

  add(rows: readonly T[]) {
    this.rows.push(...rows);
    this.wake();
  }

  /** No more will come. */
  end() {
    this.isEnded = true;
    this.wake();
  }

  /** Waits until so many are there; the last of them may come after the answer that counts them. */
  async filled(count: number, signal: AbortSignal) {
    while (this.rows.length < count && !signal.aborted) await this.news(signal);
  }

  /** Rows after a place, as soon as there are some. */
  async after(at: number, fits: Fits<T>, limit: number, signal: AbortSignal): Promise<PageOf<Numbered<T>>> {
    for (;;) {
      const { isEnded } = this;
      const found = this.found(at + 1, 1, fits, limit + 1);
      if (found.length > 0 || isEnded || signal.aborted)
        return { rows: found.slice(0, limit), isLast: isEnded && found.length <= limit };
      await this.news(signal);
    }
  }

  /** Rows before a place, nearest first; from the end only once that is known. */
  async before(
    at: number | null,
    fits: Fits<T>,
    limit: number,
    signal: AbortSignal,
  ): Promise<PageOf<Numbered<T>>> {
    while (at === null && !this.isEnded && !signal.aborted) await this.news(signal);
    const found = this.found((at ?? this.rows.length) - 1, -1, fits, limit + 1);
    return { rows: found.slice(0, limit), isLast: found.length <= limit };
  }

  private found(from: number, step: number, fits: Fits<T>, limit: number): Numbered<T>[] {
    const found: Numbered<T>[] = [];
    for (let at = from; at >= 0 && at < this.rows.length && found.length < limit; at += step) {
      const row = this.rows[at];
      if (row !== undefined && fits(row)) found.push({ at, row });
    }
    return found;
  }

  private news(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  private wake() {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}

/** The rows of a feed for a grid, those that fit; `name` names what fits. */
export function feedSource<T>(
  feed: Feed<T>,
  name: string,
  fits: Fits<T> = () => true,
): GridSource<Numbered<T>> {
  return {
    name: `${name} ${feed.id}`,
    ascending: true,
    position: ({ at }) => String(at),
    load: (direction: Direction, after, limit, signal) =>
      direction === "forward"
        ? feed.after(after === null ? -1 : Number(after), fits, limit, signal)
        : feed.before(after === null ? null : Number(after), fits, limit, signal),
  };
}
