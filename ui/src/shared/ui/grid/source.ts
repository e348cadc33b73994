import type { Direction, PageOf } from "./buffer";

/** Where a grid's rows come from. */
export interface GridSource<T> {
  /** Names the list: another name is another list. */
  readonly name: string;
  /** Lists of the same kin look alike: of such a one, the rows stay in sight until the next one's are there. */
  readonly kin?: string;
  /**
   * Lists that share it hold the same rows under the same positions in the same order, some more and some fewer: from
   * one to another, one stays where one is.
   */
  readonly axis?: string;
  /** Whether positions grow along the list as it is shown. */
  readonly ascending: boolean;
  /** The row's position, by which it is known and found. */
  position(row: T): string;
  /** The rows after a position in a direction, or from that direction's beginning; nearest first. */
  load(direction: Direction, after: string | null, limit: number, signal: AbortSignal): Promise<PageOf<T>>;
  /** Where rows stand among all; without it, a place in the list is guessed from positions. */
  readonly ranks?: Ranks;
}

/** Where rows stand among all, for lists whose positions do not tell that. Every answer is `null` while it is not known. */
export interface Ranks {
  /** How many rows there are. */
  count(signal: AbortSignal): Promise<number | null>;
  /** How many rows stand before the one at a position, out of so many. */
  rankOf(position: string, total: number, signal: AbortSignal): Promise<number | null>;
  /** The position of the row that has so many before it, out of so many. */
  positionAt(rank: number, total: number, signal: AbortSignal): Promise<string | null>;
}
