import type {
  EventRowDto,
  TraceComparisonDto,
  TraceDto,
  TracedAggregateDto,
  TraceNodeDto,
  TracePairDto,
  TraceRunDto,
} from "../bindings";
import { counted, known, matching } from "./ask";
import { type FakeNode, forest } from "./forest";
import type { FakeHistory } from "./history";

/** Texts told once and then by number. */
class Texts {
  readonly texts: string[] = [];

  number(text: string): number {
    const at = this.texts.indexOf(text);
    return at < 0 ? this.texts.push(text) - 1 : at;
  }
}

/** An operation of the made-up store. */
export function traced(history: FakeHistory, correlationId: string): TraceDto {
  const events = matching(history, { correlationId });
  const first = known(events[0], correlationId);
  const [types, actors, sources] = [new Texts(), new Texts(), new Texts()];
  const aggregates = aggregatesOf(events);
  const nodes: TraceNodeDto[] = [];
  const runs: TraceRunDto[] = [];
  const lay = (siblings: FakeNode[], parent: number | null, depth: number) => {
    const laid = siblings.map((node) => {
      const at = nodes.length;
      const told = { ...tell(node), parent, depth };
      nodes.push(told);
      lay(node.children, at, depth + 1);
      told.size = nodes.length - at;
      return { at, print: printOf(node) };
    });
    runs.push(...runsOf(laid, nodes.length));
  };
  const tell = ({ event, command, id, outside, link }: FakeNode): TraceNodeDto => ({
    kind: event ? "event" : command ? "command" : "missing",
    outside,
    parent: null,
    depth: 0,
    size: 1,
    link,
    cycle: null,
    id,
    name: event || command ? types.number(event?.eventType ?? command?.commandType ?? "") : null,
    position: event?.position ?? null,
    instant: event?.instant ?? command?.processedAt ?? null,
    aggregate: event ? numberOf(aggregates, event) : null,
    version: event?.version ?? null,
    actor: event || command ? actors.number(event?.actor ?? command?.actor ?? "") : null,
    source: event ? sources.number(event.source) : null,
  });
  lay(forest(history, events), null, 0);
  const changed = aggregates.findIndex((aggregate) => aggregate.events === 0);
  const last = events.at(-1) ?? first;
  return {
    correlationId,
    nodes,
    runs: runs.sort((a, b) => a.first - b.first),
    aggregates: changed < 0 ? aggregates : aggregates.slice(0, changed),
    otherAggregates: changed < 0 ? [] : aggregates.slice(changed),
    types: types.texts,
    actors: actors.texts,
    sources: sources.texts,
    facts: {
      total: events.length,
      events: events.length,
      commands: nodes.filter(({ kind, outside }) => kind === "command" && !outside).length,
      outside: nodes.filter(({ outside }) => outside).length,
      missing: nodes.filter(({ kind }) => kind === "missing").length,
      cycles: 0,
      firstAt: first.instant,
      lastAt: last.instant,
      durationMicros: micros(first.instant, last.instant),
      actors: counted(events.map(({ actor }) => actor)),
      sources: counted(events.map(({ source }) => source)),
      eventTypes: counted(events.map(({ eventType }) => eventType)),
    },
  };
}

function aggregatesOf(events: EventRowDto[]): TracedAggregateDto[] {
  const found = new Map<string, TracedAggregateDto>();
  for (const { aggregateId, aggregateType, version } of events) {
    const before = found.get(aggregateId)?.before ?? version - 1;
    const count = (found.get(aggregateId)?.events ?? 0) + 1;
    const others = version - before - count;
    found.set(aggregateId, { aggregateId, aggregateType, events: count, before, after: version, others });
  }
  return [...found.values()];
}

function numberOf(aggregates: TracedAggregateDto[], { aggregateId, aggregateType }: EventRowDto): number {
  const at = aggregates.findIndex((aggregate) => aggregate.aggregateId === aggregateId);
  if (at >= 0) return at;
  return aggregates.push({ aggregateId, aggregateType, events: 0, before: 0, after: 0, others: 0 }) - 1;
}

function printOf({ event, command, children }: FakeNode): string {
  const below = children.map(printOf).filter((print, at, all) => print !== all[at - 1]);
  return JSON.stringify([event?.eventType ?? command?.commandType, event?.actor ?? command?.actor, below]);
}

function runsOf(siblings: { at: number; print: string }[], end: number): TraceRunDto[] {
  const runs: TraceRunDto[] = [];
  siblings.forEach(({ at, print }, nth) => {
    const ends = siblings[nth + 1]?.at ?? end;
    const open = runs.at(-1);
    if (open && siblings[nth - 1]?.print === print) Object.assign(open, { count: open.count + 1, end: ends });
    else runs.push({ first: at, count: 1, end: ends });
  });
  return runs.filter(({ count }) => count > 1);
}

/** Two operations of the made-up store beside each other. */
export function comparedTraces(history: FakeHistory, one: string, other: string): TraceComparisonDto {
  const [left, right] = [traced(history, one), traced(history, other)];
  const pairs: TracePairDto[] = [];
  const lay = (lefts: number[], rights: number[], depth: number) => {
    const free = new Set(rights);
    const take = (key: (trace: TraceDto, at: number) => string, at: number) => {
      const found = [...free].find((candidate) => key(right, candidate) === key(left, at));
      if (found !== undefined) free.delete(found);
      return found;
    };
    const exact = lefts.map((at) => take(exactKey, at));
    const partners = exact.map((found, nth) => found ?? take(kindKey, lefts[nth] ?? 0));
    for (const [nth, at] of lefts.entries()) {
      const partner = partners[nth] ?? null;
      pairs.push({ left: at, right: partner, depth, delayMicros: delay(left, at, right, partner) });
      lay(below(left, at), partner === null ? [] : below(right, partner), depth + 1);
    }
    for (const at of rights.filter((candidate) => free.has(candidate))) {
      pairs.push({ left: null, right: at, depth, delayMicros: null });
      lay([], below(right, at), depth + 1);
    }
  };
  lay(below(left, null), below(right, null), 0);
  const both = pairs.filter((pair) => pair.left !== null && pair.right !== null).length;
  return {
    left,
    right,
    pairs,
    both,
    onlyLeft: left.nodes.length - both,
    onlyRight: right.nodes.length - both,
  };
}

function below({ nodes }: TraceDto, parent: number | null): number[] {
  return nodes.flatMap((node, at) => (node.parent === parent ? [at] : []));
}

function kindKey({ nodes, types }: TraceDto, at: number): string {
  const node = nodes[at];
  return `${node?.kind} ${types[node?.name ?? -1]}`;
}

function exactKey(trace: TraceDto, at: number): string {
  const aggregate = trace.nodes[at]?.aggregate ?? -1;
  return `${kindKey(trace, at)} ${trace.aggregates[aggregate]?.aggregateId}`;
}

function delay(left: TraceDto, at: number, right: TraceDto, partner: number | null): string | null {
  if (partner === null) return null;
  const one = micros(left.facts.firstAt, left.nodes[at]?.instant ?? null);
  const other = micros(right.facts.firstAt, right.nodes[partner]?.instant ?? null);
  return one === null || other === null ? null : String(BigInt(other) - BigInt(one));
}

function micros(from: string | null, to: string | null): string | null {
  if (from === null || to === null) return null;
  const of = (instant: string) => BigInt(Date.parse(instant)) * 1000n + BigInt(instant.slice(23, 26));
  return String(of(to) - of(from));
}
