import type { ComparedDto, ComparedKind } from "@/ipc";
import type { Direction, GridSource, PageOf } from "@/shared/ui";

/** A row with its place in the order in which rows came. */
export interface Numbered {
  at: number;
  row: ComparedDto;
}

/** Rows that come in while they are read. */
export class Feed {
  readonly rows: ComparedDto[] = [];
  private isEnded = false;
  private waiting: (() => void)[] = [];

  add(rows: readonly ComparedDto[]) {
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
  async after(
    at: number,
    kind: ComparedKind | undefined,
    limit: number,
    signal: AbortSignal,
  ): Promise<PageOf<Numbered>> {
    for (;;) {
      const { isEnded } = this;
      const found = this.found(at + 1, 1, kind, limit + 1);
      if (found.length > 0 || isEnded || signal.aborted)
        return { rows: found.slice(0, limit), isLast: isEnded && found.length <= limit };
      await this.news(signal);
    }
  }

  /** Rows before a place, nearest first; from the end only once that is known. */
  async before(
    at: number | null,
    kind: ComparedKind | undefined,
    limit: number,
    signal: AbortSignal,
  ): Promise<PageOf<Numbered>> {
    while (at === null && !this.isEnded && !signal.aborted) await this.news(signal);
    const found = this.found((at ?? this.rows.length) - 1, -1, kind, limit + 1);
    return { rows: found.slice(0, limit), isLast: found.length <= limit };
  }

  private found(from: number, step: number, kind: ComparedKind | undefined, limit: number): Numbered[] {
    const found: Numbered[] = [];
    for (let at = from; at >= 0 && at < this.rows.length && found.length < limit; at += step) {
      const row = this.rows[at];
      if (row && (kind === undefined || row.kind === kind)) found.push({ at, row });
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

/** The rows of a feed for a grid; `name` names the comparison. */
export function feedSource(feed: Feed, name: string, kind: ComparedKind | undefined): GridSource<Numbered> {
  return {
    name: JSON.stringify([name, kind]),
    ascending: true,
    position: ({ at }) => String(at),
    load: (direction: Direction, after, limit, signal) =>
      direction === "forward"
        ? feed.after(after === null ? -1 : Number(after), kind, limit, signal)
        : feed.before(after === null ? null : Number(after), kind, limit, signal),
  };
}
