import type {
  AggregateSummaryDto,
  DeletedDto,
  DirectoryQueryDto,
  EventRowDto,
  FacetDto,
  FieldDto,
  FilterDto,
  HitDto,
  PlaceAtDto,
  PlaceDto,
  StackDto,
} from "../bindings";
import type { Ipc } from "../client";
import { counted, matching, summaries } from "./ask";
import type { FakeCatalogState } from "./catalogState";
import type { FakeEvent, FakeHistory } from "./history";
import { histogram } from "./read";
import { completions, understood } from "./words";

type Answer = <T>(make: () => T, signal?: AbortSignal) => Promise<T>;

/** What the catalog answers. What it says of how far it is is for show: its answers are always of every event. */
export function catalogOf(
  history: FakeHistory,
  state: FakeCatalogState,
  answer: Answer,
): Pick<
  Ipc,
  | "catalogStatus"
  | "setTextIndex"
  | "pauseCatalog"
  | "rebuildCatalog"
  | "facet"
  | "stack"
  | "place"
  | "directory"
  | "understand"
  | "complete"
  | "search"
  | "onCatalogChanged"
> {
  return {
    catalogStatus: () => answer(() => state.status()),
    setTextIndex: (enabled) => answer(() => state.setText(enabled)),
    pauseCatalog: (paused) => answer(() => state.pause(paused)),
    rebuildCatalog: () => answer(() => state.rebuild()),
    facet: (filter, field, limit, signal) => answer(() => facet(history, filter, field, limit), signal),
    stack: (filter, field, from, until, buckets, limit, signal) =>
      answer(() => stack(history, filter, field, { from, until, buckets }, limit), signal),
    place: (filter, at, signal) => answer(() => place(history, filter, at), signal),
    directory: (query, signal) => answer(() => directory(history, query), signal),
    understand: (text) => answer(() => understood(text)),
    complete: (text, cursor) =>
      answer(() => completions(text, cursor, (field) => facet(history, {}, field, 1000).values)),
    search: (filter, terms, after, limit, onStep, signal) =>
      answer(() => {
        const found = hits(history, filter, terms, after);
        const total = String(matching(history, filter).length);
        onStep({ hits: found.slice(0, limit), searched: total, total });
        const next = found.length > limit ? (found[limit - 1]?.row.position ?? null) : null;
        return { next, found: Math.min(found.length, limit), indexed: state.indexed };
      }, signal),
    onCatalogChanged: (listener) => state.listen(listener),
  };
}

function wordsOf(rows: EventRowDto[], field: FieldDto) {
  return counted(rows.map((row) => row[field]));
}

function facet(history: FakeHistory, filter: FilterDto, field: FieldDto, limit: number): FacetDto {
  const rows = matching(history, { ...filter, [field]: null });
  const words = wordsOf(rows, field);
  const listed = words.slice(0, limit);
  const known = String(history.events.length);
  return {
    field,
    values: listed.map(({ name, count }) => ({ value: name, count: String(count) })),
    distinct: words.length,
    others: String(rows.length - listed.reduce((sum, { count }) => sum + count, 0)),
    exact: true,
    known,
    total: known,
  };
}

function stack(
  history: FakeHistory,
  filter: FilterDto,
  field: FieldDto,
  { from, until, buckets }: { from: string; until: string; buckets: number },
  limit: number,
): StackDto {
  const inside = (row: EventRowDto) => {
    const at = Date.parse(row.instant ?? "");
    return Date.parse(from) <= at && at < Date.parse(until);
  };
  const rows = matching(history, filter).filter(inside);
  const listed = wordsOf(rows, field).slice(0, limit);
  const spread = (some: EventRowDto[]) => histogram(some, from, until, buckets).counts;
  return {
    from,
    until,
    series: listed.map(({ name }) => ({
      value: name,
      counts: spread(rows.filter((row) => row[field] === name)),
    })),
    others: spread(rows.filter((row) => !listed.some(({ name }) => name === row[field]))),
    exact: true,
  };
}

function place(history: FakeHistory, filter: FilterDto, at: PlaceAtDto): PlaceDto {
  const rows = matching(history, filter);
  const found = rows.findIndex((row, rank) => {
    if (at.kind === "rank") return rank === Number(at.rank);
    if (at.kind === "position") return BigInt(row.position) >= BigInt(at.position);
    return Date.parse(row.instant ?? "") >= Date.parse(at.instant);
  });
  const rank = found < 0 ? rows.length : found;
  const position = rows[rank]?.position ?? null;
  return { rank: String(rank), position, total: String(rows.length), exact: true };
}

function directory(history: FakeHistory, query: DirectoryQueryDto) {
  const all = summaries(history).map((item) => ({ ...item, deleted: deleted(item) }));
  const items = all.filter((item) => isListed(item, query));
  const sign = query.descending ? -1 : 1;
  const key = (item: AggregateSummaryDto) => sortKey(item, query);
  items.sort((a, b) => sign * (compare(key(a), key(b)) || compare(a.aggregateId, b.aggregateId)));
  const named = items.findIndex((item) => item.aggregateId === query.aggregateId);
  const rank = query.aggregateId == null ? (query.rank ?? 0) : named < 0 ? items.length : named;
  return { aggregates: items.slice(rank, rank + (query.limit ?? 0)), rank, total: items.length };
}

/** For show: its states tell of none. */
function deleted({ lastPosition }: AggregateSummaryDto): DeletedDto {
  if (Number(lastPosition) % 9 === 0) return "yes";
  return Number(lastPosition) % 13 === 0 ? "unknown" : "no";
}

function isListed(item: AggregateSummaryDto, query: DirectoryQueryDto): boolean {
  const { firstFrom, firstUntil, lastFrom, lastUntil } = query;
  const within = (at: string | null, from?: string | null, until?: string | null) =>
    (from == null || Date.parse(at ?? "") >= Date.parse(from)) &&
    (until == null || Date.parse(at ?? "") < Date.parse(until));
  return (
    (query.aggregateType == null || item.aggregateType === query.aggregateType) &&
    (query.lastEventType == null || item.lastEventType === query.lastEventType) &&
    (query.idContains == null || item.aggregateId.includes(query.idContains.toLowerCase())) &&
    (query.versionsMin == null || item.lastVersion >= query.versionsMin) &&
    (query.versionsMax == null || item.lastVersion <= query.versionsMax) &&
    (!query.deleted?.length || (item.deleted !== null && query.deleted.includes(item.deleted))) &&
    within(item.firstAt, firstFrom, firstUntil) &&
    within(item.lastAt, lastFrom, lastUntil)
  );
}

function sortKey(item: AggregateSummaryDto, { sort }: DirectoryQueryDto): number | string {
  if (sort === "changed") return Number(item.lastPosition);
  if (sort === "versions") return item.lastVersion;
  if (sort === "id") return item.aggregateId;
  if (sort === "type") return item.aggregateType;
  if (sort === "lastEventType") return item.lastEventType;
  if (sort === "deleted") return ["yes", "no", "unknown", "pending"].indexOf(item.deleted ?? "pending");
  return Number(item.firstPosition);
}

function compare(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function hits(history: FakeHistory, filter: FilterDto, terms: string[], after: string | null): HitDto[] {
  const positions = new Set(matching(history, filter).map((row) => row.position));
  const before = after === null ? Number.POSITIVE_INFINITY : Number(after);
  return history.events
    .filter(({ row }) => positions.has(row.position) && Number(row.position) < before)
    .reverse()
    .flatMap((event) => hit(event, terms) ?? []);
}

function hit({ row, data, metadata }: FakeEvent, terms: string[]): HitDto | null {
  const texts = { data, metadata, actor: row.actor, eventType: row.eventType };
  const fields = ["data", "metadata", "actor", "eventType"] as const;
  const find = (term: string) =>
    fields.find((field) => texts[field].toLowerCase().includes(term.toLowerCase()));
  const [first = ""] = terms;
  const field = find(first);
  if (field === undefined || !terms.every(find)) return null;
  const text = texts[field];
  const at = text.toLowerCase().indexOf(first.toLowerCase());
  const end = at + first.length;
  const before = text.slice(Math.max(0, at - 48), at);
  return { row, field, before, match: text.slice(at, end), after: text.slice(end, end + 48) };
}
