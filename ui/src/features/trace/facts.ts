import type { EventRowDto } from "@/ipc";

/** An aggregate that a trace touches. */
export interface TracedAggregate {
  id: string;
  type: string;
  events: number;
  /** The positions of its first and last event in the trace. */
  first: bigint;
  last: bigint;
}

/** What a trace as a whole tells, gathered from its first events on. */
export interface Facts {
  /** How many events were looked at. */
  seen: number;
  /** Whether these are all. */
  isWhole: boolean;
  first: EventRowDto | null;
  last: EventRowDto | null;
  /** In the order in which the trace comes to them; the n-th has the n-th lane. */
  aggregates: ReadonlyMap<string, TracedAggregate>;
  /** How many events each actor has, the busiest first. */
  actors: readonly [actor: string, events: number][];
  /** The position of each event by its id, to find causes. */
  positions: ReadonlyMap<string, string>;
}

/** Gathers the facts of a trace from pages of its events, which must come in order of position. */
export class FactsGatherer {
  private seen = 0;
  private first: EventRowDto | null = null;
  private last: EventRowDto | null = null;
  private aggregates = new Map<string, TracedAggregate>();
  private actors = new Map<string, number>();
  private positions = new Map<string, string>();

  add(rows: readonly EventRowDto[]) {
    for (const row of rows) this.addOne(row);
  }

  facts(isWhole: boolean): Facts {
    const { seen, first, last, aggregates, positions } = this;
    const actors = [...this.actors].sort(([, one], [, other]) => other - one);
    return { seen, isWhole, first, last, aggregates, actors, positions };
  }

  private addOne(row: EventRowDto) {
    const position = BigInt(row.position);
    const before = this.aggregates.get(row.aggregateId);
    this.seen += 1;
    this.first ??= row;
    this.last = row;
    this.aggregates.set(row.aggregateId, {
      id: row.aggregateId,
      type: row.aggregateType,
      events: (before?.events ?? 0) + 1,
      first: before?.first ?? position,
      last: position,
    });
    this.actors.set(row.actor, (this.actors.get(row.actor) ?? 0) + 1);
    this.positions.set(row.eventId, row.position);
  }
}

/** How many lanes there are at most; the last one is shared by all further aggregates. */
export const LANES_MAX = 8;

/** A lane of a trace: one aggregate, or all that have no lane of their own. */
export interface Lane {
  /** What it is called in a row: A, B, C … and + for the shared one. */
  letter: string;
  first: bigint;
  last: bigint;
}

/** The lanes of a trace, left to right, and the lane of each aggregate. */
export interface Lanes {
  lanes: readonly Lane[];
  of: ReadonlyMap<string, number>;
}

/** Gives each aggregate a lane. */
export function lanesOf({ aggregates }: Pick<Facts, "aggregates">): Lanes {
  const all = [...aggregates.values()];
  const own = all.length > LANES_MAX ? LANES_MAX - 1 : all.length;
  const lanes = all.slice(0, own).map(({ first, last }, index) => ({ letter: letterOf(index), first, last }));
  const shared = sharedLane(all.slice(own));
  return {
    lanes: shared ? [...lanes, shared] : lanes,
    of: new Map(all.map(({ id }, index) => [id, Math.min(index, own)])),
  };
}

/** What the lane is called that several aggregates share. */
export const SHARED_LETTER = "+";

function letterOf(lane: number): string {
  return String.fromCharCode("A".charCodeAt(0) + lane);
}

/** The aggregates come in the order in which they begin. */
function sharedLane(aggregates: TracedAggregate[]): Lane | null {
  const [earliest] = aggregates;
  if (!earliest) return null;
  let { last } = earliest;
  for (const aggregate of aggregates) if (aggregate.last > last) last = aggregate.last;
  return { letter: SHARED_LETTER, first: earliest.first, last };
}

/** What a lane shows beside an event: the event itself, a line because its aggregate comes before and after, or nothing. */
export type LaneMark = "event" | "line" | "none";

/** The marks of all lanes beside one event. */
export function laneMarks({ lanes, of }: Lanes, { aggregateId, position }: EventRowDto): LaneMark[] {
  const at = BigInt(position);
  // An aggregate that comes up only after the events that were looked at has no lane of its own.
  const own = of.get(aggregateId) ?? lanes.findIndex(({ letter }) => letter === SHARED_LETTER);
  return lanes.map((lane, index) => {
    if (index === own) return "event";
    return lane.first < at && at < lane.last ? "line" : "none";
  });
}

/** What a row says about its cause. */
export type CauseMark =
  | { kind: "none" }
  /** Another event of the same trace. */
  | { kind: "event"; position: string }
  /** A command, or something outside what was looked at; the event itself tells. */
  | { kind: "other"; id: string };

/** Finds an event's cause within its trace. */
export function causeOf({ causationId, eventId }: EventRowDto, facts: Facts | undefined): CauseMark {
  if (causationId === null) return { kind: "none" };
  const position = causationId === eventId ? undefined : facts?.positions.get(causationId);
  return position === undefined ? { kind: "other", id: causationId } : { kind: "event", position };
}
