import type { Ends } from "./place";
import type { GridSource, Ranks } from "./source";

/** What is known of a list as a whole. */
export interface Known {
  readonly ends: Ends | null;
  readonly total: number | null;
}

/** How soon rows are counted again where they could not be counted yet. */
const RECOUNT_MS = 1000;

/** Finds out about a list as a whole, beside the loading of its rows: they are shown without waiting for it. */
export class Whole<T> {
  private stopAll = new AbortController();
  private stopRank: AbortController | null = null;

  constructor(
    private readonly source: GridSource<T>,
    private readonly tell: (known: Partial<Known>) => void,
  ) {}

  /** Whether a rank is on its way. */
  get isAsking(): boolean {
    return this.stopRank !== null;
  }

  start() {
    this.stopAll = new AbortController();
    void this.loadEnds(this.stopAll.signal);
    if (this.source.ranks) void this.count(this.source.ranks, this.stopAll.signal);
  }

  stop() {
    this.stopAll.abort();
    this.forget();
  }

  /** Finds out how many rows stand before one, out of so many. */
  rankOf(position: string, total: number, then: (rank: number | null) => void) {
    const { ranks } = this.source;
    if (!ranks) return;
    this.forget();
    const stop = new AbortController();
    this.stopRank = stop;
    const end = (rank: number | null) => {
      if (stop.signal.aborted) return;
      this.stopRank = null;
      then(rank);
    };
    ranks.rankOf(position, total, stop.signal).then(end, () => end(null));
  }

  /** Gives up the rank that is on its way: the row is no longer of interest. */
  forget() {
    this.stopRank?.abort();
    this.stopRank = null;
  }

  private async loadEnds(signal: AbortSignal) {
    try {
      const [first, last] = await Promise.all([
        this.source.load("forward", null, 1, signal),
        this.source.load("backward", null, 1, signal),
      ]);
      const [one, other] = [first.rows[0], last.rows[0]];
      if (signal.aborted || one === undefined || other === undefined) return;
      const at = (row: T) => BigInt(this.source.position(row));
      this.tell({ ends: { first: at(one), last: at(other) } });
    } catch {
      // Without the ends the scrollbar does not show a place; the rows' own loading tells of failures.
    }
  }

  private async count(ranks: Ranks, signal: AbortSignal) {
    try {
      const total = await ranks.count(signal);
      if (signal.aborted) return;
      if (total !== null) return this.tell({ total });
    } catch {
      // Where rows cannot be counted, their positions have to do; they may be counted later.
    }
    const again = setTimeout(() => void this.count(ranks, signal), RECOUNT_MS);
    signal.addEventListener("abort", () => clearTimeout(again), { once: true });
  }
}
