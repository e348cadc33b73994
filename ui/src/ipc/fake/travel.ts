import type {
  AtDto,
  BlameDto,
  ComparedDto,
  CompareScopeDto,
  CompareStepDto,
  CompareSummaryDto,
  ConditionDto,
  EventRowDto,
  FoldedByDto,
  MomentDto,
  MomentScopeDto,
  MomentsDto,
  MomentsStepDto,
  SideDto,
  StateDiffDto,
  StateDto,
} from "../bindings";
import { known, summaries } from "./ask";
import { changes, idle, type Json, merged, paths, valueAt } from "./fold";
import type { FakeEvent, FakeHistory } from "./history";

/** How the made-up store folds; what it is called is told elsewhere. */
const MERGE: FoldedByDto = { kind: "merge", problem: null };

/** The state of an aggregate at a version or an instant, as if some versions had not happened. */
export function state(history: FakeHistory, id: string, { at, fold, without }: SideDto): StateDto {
  const events = eventsOf(history, id);
  const version = versionAt(events, at);
  const past = events.filter(({ row }) => row.version <= version && !without.includes(row.version));
  let before: Json = {};
  let after: Json = {};
  for (const { data } of past) {
    before = after;
    after = merged(after, JSON.parse(data));
  }
  const last = past.at(-1);
  const told = changes(before, after);
  return {
    aggregateId: id,
    version,
    lastVersion: events.length,
    event: last?.row ?? null,
    state: JSON.stringify(after),
    foldedBy: MERGE,
    hypothetical: without.length > 0 || fold.kind !== "auto",
    changes: told,
    idle: last ? idle(JSON.parse(last.data), told) : [],
    runsBackwards: false,
    error: null,
  };
}

/** Two states of one aggregate and what is different between them. */
export function diff(history: FakeHistory, id: string, left: SideDto, right: SideDto): StateDiffDto {
  const sides = { left: state(history, id, left), right: state(history, id, right) };
  const between = changes(JSON.parse(sides.left.state), JSON.parse(sides.right.state));
  return { aggregateId: id, ...sides, changes: between };
}

/** Which event set each path of a state. */
export function blame(history: FakeHistory, id: string, at: AtDto): BlameDto {
  const events = eventsOf(history, id);
  const version = versionAt(events, at);
  const life = new Map<string, number[]>();
  let after: Json = {};
  for (const [place, { data }] of events.slice(0, version).entries()) {
    const before = after;
    after = merged(after, JSON.parse(data));
    for (const path of paths(after)) {
      if (JSON.stringify(valueAt(before, path)) === JSON.stringify(valueAt(after, path))) continue;
      life.set(path, [...(life.get(path) ?? []), place]);
    }
  }
  return {
    aggregateId: id,
    version,
    foldedBy: MERGE,
    paths: paths(after).map((path) => {
      const [last = null, before = null] = life.get(path)?.toReversed() ?? [];
      return { path, last, before };
    }),
    setters: events.slice(0, version).map(({ row }) => row),
    error: null,
  };
}

/** The events at which a condition became true. */
export function moments(
  history: FakeHistory,
  scope: MomentScopeDto,
  { path, test }: ConditionDto,
  onStep: (step: MomentsStepDto) => void,
): MomentsDto {
  const ids =
    scope.kind === "aggregate"
      ? [scope.aggregateId]
      : summaries(history)
          .filter((item) => item.aggregateType === scope.aggregateType)
          .map((item) => item.aggregateId);
  const lives = ids.map((id) => eventsOf(history, id));
  const total = lives.reduce((sum, events) => sum + events.length, 0);
  let done = 0;
  let count = 0;
  for (const events of lives) {
    const hits = momentsOf(events, path, test);
    done += events.length;
    count += hits.length;
    onStep({ hits, done, total });
  }
  return { count, hits: count, aggregates: ids.length, problems: [] };
}

function momentsOf(events: FakeEvent[], path: string, test: ConditionDto["test"]): MomentDto[] {
  const hits: MomentDto[] = [];
  let after: Json = {};
  for (const { row, data } of events) {
    const before = after;
    after = merged(after, JSON.parse(data));
    const [old, now] = [valueAt(before, path), valueAt(after, path)];
    const changed = JSON.stringify(old) !== JSON.stringify(now);
    const became = test.kind === "changes" ? changed : holds(test, now) && !holds(test, old);
    if (became) hits.push({ event: row, old: spelled(old), new: spelled(now) });
  }
  return hits;
}

function holds(test: Exclude<ConditionDto["test"], { kind: "changes" }>, value: Json | undefined): boolean {
  if (value === undefined) return false;
  if (test.kind === "exists") return true;
  const wanted: Json = JSON.parse(test.value);
  if (test.kind === "equals") return JSON.stringify(value) === JSON.stringify(wanted);
  if (typeof value !== typeof wanted || value === null || wanted === null) return false;
  return test.kind === "above" ? value > wanted : value < wanted;
}

function spelled(value: Json | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/** What is different between two instants, aggregate by aggregate. */
export function world(
  history: FakeHistory,
  scope: CompareScopeDto,
  from: string,
  to: string,
  onStep: (step: CompareStepDto) => void,
): CompareSummaryDto {
  const within = (row: EventRowDto) =>
    (row.instant ?? "") > from &&
    (row.instant ?? "") <= to &&
    (scope.kind !== "type" || row.aggregateType === scope.aggregateType) &&
    (scope.kind !== "correlation" || row.correlationId === scope.correlationId);
  const between = history.events.map(({ row }) => row).filter(within);
  const ids = [...new Set(between.map((row) => row.aggregateId))];
  const rows = ids.map((id) => compared(history, id, from, to, between));
  onStep({ rows, done: between.length, total: between.length });
  const count = (kind: ComparedDto["kind"]) => rows.filter((row) => row.kind === kind).length;
  return {
    created: count("created"),
    changed: count("changed"),
    deleted: count("deleted"),
    events: String(between.length),
    unchangedKnown: false,
  };
}

function compared(
  history: FakeHistory,
  id: string,
  from: string,
  to: string,
  between: EventRowDto[],
): ComparedDto {
  const rows = between.filter((row) => row.aggregateId === id);
  const lastEvent = known(rows.at(-1), id);
  const events = eventsOf(history, id);
  const fromVersion = versionAt(events, { kind: "instant", instant: from });
  return {
    aggregateId: id,
    aggregateType: lastEvent.aggregateType,
    kind: fromVersion === 0 ? "created" : "changed",
    fromVersion,
    toVersion: versionAt(events, { kind: "instant", instant: to }),
    events: rows.length,
    lastEvent,
  };
}

function eventsOf(history: FakeHistory, id: string): FakeEvent[] {
  const events = history.events.filter(({ row }) => row.aggregateId === id);
  known(events[0], id);
  return events;
}

function versionAt(events: FakeEvent[], at: AtDto): number {
  if (at.kind === "latest") return events.length;
  if (at.kind === "instant") return events.filter(({ row }) => (row.instant ?? "") <= at.instant).length;
  return Math.min(at.version, events.length);
}
