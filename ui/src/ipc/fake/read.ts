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
  const step = forward ? 1 : -1;
  const rows: T[] = [];
  for (let index = begin(items, position, page); index >= 0 && index < items.length; index += step) {
    const item = items[index];
    if (item === undefined || !accepts(item)) continue;
    if (rows.length === page.limit) return { rows, next: lastPosition(rows, position) };
    rows.push(item);
  }
  return { rows, next: null };
}

/** Index of the first item of a portion: the nearest one beyond the position already seen. */
function begin<T>(items: readonly T[], position: (item: T) => string, { after, order }: PageDto): number {
  const forward = order === "oldestFirst";
  if (after === null) return forward ? 0 : items.length - 1;
  const seen = BigInt(after);
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    const at = item === undefined ? seen : BigInt(position(item));
    if (forward ? at <= seen : at < seen) low = middle + 1;
    else high = middle;
  }
  return forward ? low : low - 1;
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
