import {
  type Buffer,
  type Direction,
  due,
  extended,
  fromEnd,
  fromMiddle,
  fromStart,
  type PageOf,
  revealed,
  scrolled,
  settled,
} from "./buffer";
import { fractionOf, indexOfPlace, positionAt } from "./place";
import type { GridSource, Ranks } from "./source";
import { fractionOfSight, type Standing, standingOf } from "./standing";
import { type Known, Whole } from "./whole";

/** What a grid shows. */
export interface GridState<T> extends Known {
  readonly buffer: Buffer<T> | null;
  readonly failure: unknown;
  /** Where the person wants to be while rows for it are on their way. */
  readonly wanted: number | null;
}

/** A row's position, and how many rows below the upper edge of the sight it is to stand. */
export interface Place {
  readonly position: string;
  readonly offset?: number;
}

/** How many rows one page has. */
export const PAGE_ROWS = 120;
/** Which part of the view lies before a row that is jumped to. */
const LEAD = 0.35;

/** Holds the rows of one list, loads what is due, stops what is superseded. */
export class GridController<T> {
  private state: GridState<T> = {
    buffer: null,
    ends: null,
    total: null,
    failure: null,
    wanted: null,
  };
  private listeners = new Set<() => void>();
  private view = 20;
  private stopPlace = new AbortController();
  private stopPage: AbortController | null = null;
  private retryLast: () => void = () => {};

  private readonly whole: Whole<T>;
  private lastFraction = 0;

  constructor(private readonly source: GridSource<T>) {
    this.whole = new Whole(source, (known) => {
      this.set(known);
      this.learnRank();
    });
  }

  readonly read = (): GridState<T> => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Loads the first rows, or those around a place. */
  start(at: Place | null) {
    if (at === null) this.toStart();
    else this.jump(at.position, at.offset);
    this.whole.start();
  }

  /** Stops all that is on its way. */
  stop() {
    this.stopRows();
    this.whole.stop();
  }

  /** Tells how many rows are in sight, with a fraction. */
  setView(rows: number) {
    this.view = Math.max(1, rows);
    const { buffer, wanted } = this.state;
    if (!buffer) return;
    this.set({ buffer: settled(buffer, this.view) });
    // Another size is no wish to be elsewhere: a jump that is on its way goes on.
    if (wanted === null) this.loadWhatIsDue();
  }

  scrollBy(rows: number) {
    const { buffer } = this.state;
    if (buffer) this.show(scrolled(buffer, rows, this.view));
  }

  /** Goes to the first row; `then` hears of it when it is there. */
  toStart(then?: (row: T | undefined) => void) {
    const load = (signal: AbortSignal) => this.source.load("forward", null, PAGE_ROWS, signal);
    this.replace(0, load, fromStart, () => then?.(this.state.buffer?.rows[0]));
  }

  /** Goes to the last row; `then` hears of it when it is there. */
  toEnd(then?: (row: T | undefined) => void) {
    const load = (signal: AbortSignal) => this.source.load("backward", null, PAGE_ROWS, signal);
    this.replace(
      1,
      load,
      (page) => this.ranked(fromEnd(page, this.view)),
      () => then?.(this.state.buffer?.rows.at(-1)),
    );
  }

  /** Brings a position into sight, from what is held or by loading what is around it, so many rows of that before it. */
  jump(position: string, offset = Math.floor(this.view * LEAD)) {
    const { buffer, ends, total } = this.state;
    const held = buffer && this.indexOf(BigInt(position), buffer);
    if (buffer && held !== null) return this.show(revealed(buffer, held, this.view));
    const after = before(BigInt(position), this.source.ascending).toString();
    // Where its rank is to be learned, a guess would have the thumb move twice.
    const guess = ends ? fractionOf(ends, BigInt(position)) : 0;
    const wanted = total === null ? guess : this.fraction();
    const load = (signal: AbortSignal) => this.source.load("forward", after, PAGE_ROWS, signal);
    this.replace(wanted, load, (page) => fromMiddle(page, this.view, offset));
  }

  /** Goes to a place given as a fraction of the way: of all rows where they are counted, else of their positions. */
  scrollTo(fraction: number) {
    const { buffer, ends, total } = this.state;
    if (!buffer) return;
    if (buffer.atStart && buffer.atEnd)
      return this.show(settled({ ...buffer, top: fraction * (buffer.rows.length - this.view) }, this.view));
    if (fraction <= 0) return this.toStart();
    if (fraction >= 1) return this.toEnd();
    if (total !== null && this.source.ranks) return this.scrollToRank(fraction, total, this.source.ranks);
    if (!ends) return;
    const position = positionAt(ends, fraction);
    const held = this.indexOf(position, buffer);
    if (held !== null) return this.show(settled({ ...buffer, top: held }, this.view));
    this.jump(position.toString(), 0);
  }

  private scrollToRank(fraction: number, total: number, ranks: Ranks) {
    const { buffer } = this.state;
    const rank = Math.round(fraction * Math.max(0, total - this.view));
    const top = buffer?.rank == null ? -1 : rank - buffer.rank;
    if (buffer && top >= 0 && top + this.view <= buffer.rows.length)
      return this.show(settled({ ...buffer, top }, this.view));
    let isThere = false;
    const load = async (signal: AbortSignal) => {
      const position = await ranks.positionAt(rank, total, signal);
      isThere = position !== null;
      // Where nothing stands at that rank any more, the list begins anew.
      const after = position === null ? null : before(BigInt(position), this.source.ascending).toString();
      return this.source.load("forward", after, PAGE_ROWS, signal);
    };
    this.replace(fraction, load, (page) => ({
      ...fromMiddle(page, this.view, 0),
      rank: isThere ? rank : null,
    }));
  }

  /** How far along the list the sight is, from 0 to 1. */
  fraction(): number {
    // Until the rank of a place is known, the thumb stays where it was.
    if (this.state.wanted === null && this.whole.isAsking) return this.lastFraction;
    this.lastFraction = fractionOfSight(this.state, this.view, (row) => this.positionOf(row));
    return this.lastFraction;
  }

  /** The first row in sight, from 1, out of how many; `null` where that is not known. Before its rows are there, the wanted one. */
  standing(): Standing | null {
    return standingOf(this.state, this.view);
  }

  /** How many rows below the upper edge of the sight a row stands; `null` where it is not in sight. */
  offsetOf(position: string): number | null {
    const { buffer, wanted } = this.state;
    const index = buffer && wanted === null ? this.exactIndex(BigInt(position), buffer) : null;
    if (!buffer || index === null) return null;
    const offset = index - buffer.top;
    return offset >= 0 && offset < this.view ? offset : null;
  }

  /**
   * What somebody looks at who points so many rows below the upper edge of the sight, or nowhere: the row pointed at, else
   * the first one in sight; `null` at the list's beginning, where one looks at what comes first.
   */
  lookedAt(pointedAt: number | null): Place | null {
    const { buffer, wanted } = this.state;
    if (!buffer || wanted !== null) return null;
    const isAtStart = buffer.atStart && buffer.top <= 0;
    if (pointedAt === null && isAtStart) return null;
    const index = pointedAt === null ? Math.ceil(buffer.top) : Math.floor(buffer.top + pointedAt);
    const row = buffer.rows[index];
    return row === undefined ? null : { position: this.source.position(row), offset: index - buffer.top };
  }

  /** The row so many steps from the one at a position; the nearest one held where there are fewer. */
  neighbour(position: string | null, steps: number): T | null {
    const { buffer } = this.state;
    if (!buffer || buffer.rows.length === 0) return null;
    const last = buffer.rows.length - 1;
    const from = position === null ? null : this.exactIndex(BigInt(position), buffer);
    const target = from === null ? Math.ceil(buffer.top) : from + steps;
    return buffer.rows[Math.max(0, Math.min(last, target))] ?? null;
  }

  retry() {
    this.set({ failure: null });
    this.retryLast();
  }

  private stopRows() {
    this.stopPlace.abort();
    this.stopPage?.abort();
    this.stopPage = null;
    this.whole.forget();
  }

  /** A buffer that ends with the last row of all, ranked by how many there are. */
  private ranked(buffer: Buffer<T>): Buffer<T> {
    const { total } = this.state;
    return buffer.rank !== null || total === null
      ? buffer
      : { ...buffer, rank: Math.max(0, total - buffer.rows.length) };
  }

  /** Finds out the rank of what is held, where it was reached by its position. */
  private learnRank() {
    const { buffer, total } = this.state;
    const first = buffer?.rows[0];
    if (total === null || buffer?.rank !== null || first === undefined || this.whole.isAsking) return;
    const position = this.source.position(first);
    this.whole.rankOf(position, total, (rank) => {
      const { buffer } = this.state;
      const index = buffer && this.exactIndex(BigInt(position), buffer);
      // Rows may have come before it meanwhile; where it was let go, the next rows' rank is asked for.
      if (rank === null || !buffer || index === null) return this.set({});
      this.set({ buffer: { ...buffer, rank: rank - index } });
    });
  }

  private exactIndex(position: bigint, buffer: Buffer<T>): number | null {
    const index = this.indexOf(position, buffer);
    const row = index === null ? undefined : buffer.rows[index];
    return row !== undefined && this.positionOf(row) === position ? index : null;
  }

  private indexOf(position: bigint, buffer: Buffer<T>): number | null {
    return indexOfPlace(buffer, (row) => this.positionOf(row), position, this.source.ascending);
  }

  private positionOf(row: T): bigint {
    return BigInt(this.source.position(row));
  }

  private show(buffer: Buffer<T>) {
    this.stopPlaceIfPending();
    this.set({ buffer, wanted: null });
    this.loadWhatIsDue();
  }

  private stopPlaceIfPending() {
    if (this.state.wanted !== null) this.stopPlace.abort();
  }

  /** Goes to another place: nothing held is of use there. */
  private replace(
    wanted: number,
    load: (signal: AbortSignal) => Promise<PageOf<T>>,
    made: (page: PageOf<T>) => Buffer<T>,
    then?: () => void,
  ) {
    this.stopRows();
    this.stopPlace = new AbortController();
    const { signal } = this.stopPlace;
    this.retryLast = () => this.replace(wanted, load, made, then);
    this.set({ wanted, failure: null });
    load(signal).then(
      (page) => {
        if (signal.aborted) return;
        this.set({ buffer: made(page), wanted: null });
        then?.();
        this.learnRank();
        this.loadWhatIsDue();
      },
      (failure: unknown) => this.fail(failure, signal),
    );
  }

  private loadWhatIsDue() {
    const { buffer, failure } = this.state;
    const direction = buffer && due(buffer, this.view);
    if (!buffer || !direction || this.stopPage || failure) return;
    const edge = direction === "forward" ? buffer.rows.at(-1) : buffer.rows[0];
    if (edge === undefined) return this.loadAround(direction);
    this.loadPage(direction, this.source.position(edge));
  }

  /** A jump beyond the last row found nothing: what there is lies before it. */
  private loadAround(direction: Direction) {
    if (direction === "backward") this.toEnd();
    else this.toStart();
  }

  private loadPage(direction: Direction, after: string) {
    const stop = new AbortController();
    this.stopPage = stop;
    this.retryLast = () => this.loadWhatIsDue();
    this.source.load(direction, after, PAGE_ROWS, stop.signal).then(
      (page) => {
        if (stop.signal.aborted || !this.state.buffer) return;
        this.stopPage = null;
        this.set({ buffer: extended(this.state.buffer, direction, page, this.view) });
        this.learnRank();
        this.loadWhatIsDue();
      },
      (failure: unknown) => {
        if (this.stopPage === stop) this.stopPage = null;
        this.fail(failure, stop.signal);
      },
    );
  }

  private fail(failure: unknown, signal: AbortSignal) {
    if (!signal.aborted) this.set({ failure, wanted: null });
  }

  private set(change: Partial<GridState<T>>) {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

function before(position: bigint, ascending: boolean): bigint {
  return ascending ? position - 1n : position + 1n;
}
