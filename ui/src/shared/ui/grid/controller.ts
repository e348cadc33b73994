import {
  type Buffer,
  type Direction,
  due,
  exactFraction,
  extended,
  fromEnd,
  fromMiddle,
  fromStart,
  type PageOf,
  revealed,
  scrolled,
  settled,
} from "./buffer";
import { type Ends, fractionOf, indexOfPlace, positionAt } from "./place";

/** Where a grid's rows come from. */
export interface GridSource<T> {
  /** Names the list: another name is another list. */
  readonly name: string;
  /** Lists of the same kin look alike: of such a one, the rows stay in sight until the next one's are there. */
  readonly kin?: string;
  /** Whether positions grow along the list as it is shown. */
  readonly ascending: boolean;
  /** The row's position, by which it is known and found. */
  position(row: T): string;
  /** The rows after a position in a direction, or from that direction's beginning; nearest first. */
  load(direction: Direction, after: string | null, limit: number, signal: AbortSignal): Promise<PageOf<T>>;
}

/** What a grid shows. */
export interface GridState<T> {
  readonly buffer: Buffer<T> | null;
  readonly ends: Ends | null;
  readonly failure: unknown;
  /** Where the person wants to be while rows for it are on their way. */
  readonly wanted: number | null;
}

/** How many rows one page has. */
export const PAGE_ROWS = 120;
/** Which part of the view lies before a row that is jumped to. */
const LEAD = 0.35;

/** Holds the rows of one list, loads what is due, stops what is superseded. */
export class GridController<T> {
  private state: GridState<T> = { buffer: null, ends: null, failure: null, wanted: null };
  private listeners = new Set<() => void>();
  private view = 20;
  private stopPlace = new AbortController();
  private stopEnds = new AbortController();
  private stopPage: AbortController | null = null;
  private retryLast: () => void = () => {};

  constructor(private readonly source: GridSource<T>) {}

  readonly read = (): GridState<T> => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Loads the first rows, around a position where one is given. */
  start(position: string | null) {
    if (position === null) this.toStart();
    else this.jump(position);
    void this.loadEnds();
  }

  /** Stops all that is on its way. */
  stop() {
    this.stopRows();
    this.stopEnds.abort();
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
      (page) => fromEnd(page, this.view),
      () => then?.(this.state.buffer?.rows.at(-1)),
    );
  }

  /** Brings a position into sight, from what is held or by loading what is around it. */
  jump(position: string, lead = LEAD) {
    const { buffer, ends } = this.state;
    const held = buffer && this.indexOf(BigInt(position), buffer);
    if (buffer && held !== null) return this.show(revealed(buffer, held, this.view));
    const after = before(BigInt(position), this.source.ascending).toString();
    const wanted = ends ? fractionOf(ends, BigInt(position)) : 0;
    const load = (signal: AbortSignal) => this.source.load("forward", after, PAGE_ROWS, signal);
    this.replace(wanted, load, (page) => fromMiddle(page, this.view, Math.floor(this.view * lead)));
  }

  /** Goes to a place given as a fraction of the way from the first position to the last. */
  scrollTo(fraction: number) {
    const { buffer, ends } = this.state;
    if (!buffer) return;
    if (buffer.atStart && buffer.atEnd)
      return this.show(settled({ ...buffer, top: fraction * (buffer.rows.length - this.view) }, this.view));
    if (fraction <= 0) return this.toStart();
    if (fraction >= 1) return this.toEnd();
    if (!ends) return;
    const position = positionAt(ends, fraction);
    const held = this.indexOf(position, buffer);
    if (held !== null) return this.show(settled({ ...buffer, top: held }, this.view));
    this.jump(position.toString(), 0);
  }

  /** How far along the list the sight is, from 0 to 1. */
  fraction(): number {
    const { buffer, ends, wanted } = this.state;
    if (wanted !== null) return wanted;
    if (!buffer) return 0;
    const exact = exactFraction(buffer, this.view);
    if (exact !== null) return exact;
    if (buffer.atStart && buffer.top <= 0) return 0;
    if (buffer.atEnd && buffer.top >= buffer.rows.length - this.view) return 1;
    const row = buffer.rows[Math.max(0, Math.min(buffer.rows.length - 1, Math.floor(buffer.top)))];
    return ends && row !== undefined ? fractionOf(ends, this.positionOf(row)) : 0;
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
        this.loadWhatIsDue();
      },
      (failure: unknown) => {
        if (this.stopPage === stop) this.stopPage = null;
        this.fail(failure, stop.signal);
      },
    );
  }

  private async loadEnds() {
    this.stopEnds = new AbortController();
    const { signal } = this.stopEnds;
    try {
      const [first, last] = await Promise.all([
        this.source.load("forward", null, 1, signal),
        this.source.load("backward", null, 1, signal),
      ]);
      const [one, other] = [first.rows[0], last.rows[0]];
      if (signal.aborted || one === undefined || other === undefined) return;
      this.set({ ends: { first: this.positionOf(one), last: this.positionOf(other) } });
    } catch {
      // Without the ends the scrollbar does not show a place; the rows' own loading tells of failures.
    }
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
