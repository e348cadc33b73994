import type { EventRowDto, FilterDto, HistogramDto, PageDto } from "../bindings";

/** Whether a row fits every part of the filter that is given. */
export function fits(row: EventRowDto, filter: FilterDto): boolean {
  const same = (wanted: string | null | undefined, has: string | null) => wanted == null || wanted === has;
  const at = row.instant ?? "";
  return (
    same(filter.aggregateId, row.aggregateId) &&
    same(filter.aggregateType, row.aggregateType) &&
    same(filter.eventType, row.eventType) &&
    same(filter.actor, row.actor) &&
    same(filter.actorType, row.actorType.toLowerCase()) &&
    same(filter.source, row.source.toLowerCase()) &&
    same(filter.correlationId, row.correlationId) &&
    same(filter.causationId, row.causationId) &&
    (filter.from == null || at >= fixedWidth(filter.from)) &&
    (filter.until == null || at < fixedWidth(filter.until)) &&
    (filter.fromPosition == null || BigInt(row.position) >= BigInt(filter.fromPosition)) &&
    (filter.toPosition == null || BigInt(row.position) <= BigInt(filter.toPosition))
  );
}

/** One portion of items that have a growing position, as the backend gives it. */
export function portion<T>(
  items: readonly T[],
  position: (item: T) => string,
  accepts: (item: T) => boolean,
  page: PageDto,
): { rows: T[]; next: string | null } {
  const forward = page.order === "oldestFirst";
  const after = page.after === null ? null : BigInt(page.after);
  const rows: T[] = [];
  for (let step = 0; step < items.length; step += 1) {
    const item = items[forward ? step : items.length - 1 - step];
    if (item === undefined) continue;
    const at = BigInt(position(item));
    if (after !== null && (forward ? at <= after : at >= after)) continue;
    if (!accepts(item)) continue;
    if (rows.length === page.limit) return { rows, next: lastPosition(rows, position) };
    rows.push(item);
  }
  return { rows, next: null };
}

function lastPosition<T>(rows: T[], position: (item: T) => string): string | null {
  const last = rows.at(-1);
  return last === undefined ? null : position(last);
}

/** Counts rows into stretches of equal length. */
export function histogram(
  rows: Iterable<EventRowDto>,
  from: string,
  until: string,
  buckets: number,
): HistogramDto {
  const counts = new Array<number>(buckets).fill(0);
  const start = Date.parse(from);
  const span = Math.max(1, Date.parse(until) - start);
  for (const row of rows) {
    if (row.instant === null) continue;
    const bucket = Math.floor(((Date.parse(row.instant) - start) / span) * buckets);
    if (bucket >= 0 && bucket < buckets) counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return { from, until, counts };
}

function fixedWidth(text: string): string {
  const [whole = "", fraction = ""] = text.replace("Z", "").split(".");
  const full = whole.length === 10 ? `${whole}T00:00:00` : whole;
  return `${full}.${fraction.padEnd(6, "0")}Z`;
}
