import type {
  AggregateSummaryDto,
  AppendRequestDto,
  AppendResultDto,
  AtDto,
  CauseDto,
  EventDetailDto,
  EventRowDto,
  FilterDto,
  FoundDto,
  RecentStoreDto,
  StateDto,
  StoreInfoDto,
  TypeCountDto,
} from "../bindings";
import type { Ipc } from "../client";
import { IpcError } from "../errors";
import { changes, type Json, merged } from "./fold";
import { type FakeHistory, makeHistory } from "./history";
import { fits, histogram, portion } from "./read";

/** How the made-up backend behaves. */
export interface FakeOptions {
  events?: number;
  /** How long an answer takes. */
  delayMs?: number;
  /** Whether a store is open from the start. */
  open?: boolean;
  writable?: boolean;
}

/** A backend in memory, for tests and for a plain browser while developing. It never ships. */
export function fakeIpc({
  events = 4000,
  delayMs = 0,
  open = true,
  writable = false,
}: FakeOptions = {}): Ipc {
  const history = makeHistory(events);
  let isWritable = writable;
  let isOpen = open;
  let recents: RecentStoreDto[] = [
    { target: "/data/acme-ea.db", name: "acme-ea.db", openedAt: "2026-01-05T09:12:44.000000Z", exists: true },
    {
      target: "/mnt/share/old-ea.db",
      name: "old-ea.db",
      openedAt: "2025-11-20T16:40:02.000000Z",
      exists: false,
    },
  ];
  const entered = (mode: boolean) => {
    isOpen = true;
    isWritable = mode;
    return info(history, isWritable);
  };
  const answer = <T>(make: () => T, signal?: AbortSignal) => settle(make, delayMs, signal);
  return {
    startup: () =>
      answer(() => ({ store: isOpen ? info(history, isWritable) : null, problem: null, recents })),
    openStore: (target, mode) => answer(() => opened(recents, target, () => entered(mode))),
    pickStore: () => answer(() => entered(false)),
    createStore: () => answer(() => entered(true)),
    createDemo: (onProgress, signal) => demo(onProgress, signal, () => entered(false)),
    closeStore: () =>
      answer(() => {
        isOpen = false;
      }),
    setWritable: (mode) => answer(() => entered(mode)),
    storeInfo: () => answer(() => info(history, isWritable)),
    checkStore: (signal) => settle(() => info(history, isWritable), delayMs * 10, signal),
    recentStores: () => answer(() => recents),
    forgetRecent: (target) =>
      answer(() => {
        recents = recents.filter((recent) => recent.target !== target);
        return recents;
      }),
    queryEvents: (filter, page, signal) =>
      answer(() => {
        const found = portion(
          history.events,
          (event) => event.row.position,
          ({ row }) => fits(row, filter),
          page,
        );
        return { rows: found.rows.map(({ row }) => row), next: found.next };
      }, signal),
    countEvents: (filter, signal) =>
      settle(() => ({ count: String(matching(history, filter).length) }), delayMs * 4, signal),
    histogram: (filter, from, until, buckets, signal) =>
      answer(() => histogram(matching(history, filter), from, until, buckets), signal),
    eventDetail: (position) => answer(() => detail(history, position)),
    listAggregates: (type, after, order, limit, signal) =>
      answer(() => {
        const ofType = (item: AggregateSummaryDto) => type === null || item.aggregateType === type;
        const page = { after, order, limit };
        const found = portion(summaries(history), (item) => item.firstPosition, ofType, page);
        return { aggregates: found.rows, next: found.next };
      }, signal),
    getAggregate: (id) =>
      answer(() =>
        known(
          summaries(history).find((item) => item.aggregateId === id),
          id,
        ),
      ),
    aggregateEvents: (id, afterVersion, limit) =>
      answer(() =>
        rowsOf(history, id)
          .filter((row) => row.version > afterVersion)
          .slice(0, limit),
      ),
    aggregateTypes: (signal) =>
      answer(() => counted(summaries(history).map((item) => item.aggregateType)), signal),
    eventTypes: (signal) => answer(() => counted(history.events.map(({ row }) => row.eventType)), signal),
    stateAt: (id, at, _onProgress, signal) => answer(() => state(history, id, at), signal),
    locate: (text) => answer(() => located(history, text.trim())),
    append: (request) => answer(() => appended(history, isWritable, request)),
    onStoreRequested: () => () => {},
  };
}

function settle<T>(make: () => T, ms: number, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopped = () => {
      clearTimeout(timer);
      reject(new IpcError("cancelled", "Stopped."));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stopped);
      try {
        resolve(make());
      } catch (failure) {
        reject(failure);
      }
    }, ms);
    if (signal?.aborted) stopped();
    else signal?.addEventListener("abort", stopped);
  });
}

function opened<T>(recents: RecentStoreDto[], target: string, open: () => T): T {
  if (recents.some((recent) => recent.target === target && !recent.exists))
    throw new IpcError("notFound", `There is no file at ${target}. It may have been moved or deleted.`);
  return open();
}

async function demo<T>(
  onProgress: (at: { done: number; total: number }) => void,
  signal: AbortSignal | undefined,
  open: () => T,
) {
  const total = 10_000;
  for (let done = 0; done < total; done += 500) {
    onProgress({ done, total });
    await settle(() => null, 60, signal);
  }
  return open();
}

function info(history: FakeHistory, writable: boolean): StoreInfoDto {
  return {
    target: "/data/acme-ea.db",
    name: "acme-ea.db",
    engine: "SQLite 3.51.3",
    kind: "own",
    writable,
    storeId: "6f0a3c52-5f6e-4a1e-9f5e-3b8f0f6f7c11",
    createdAt: "2025-01-06T07:59:58.112345Z",
    schemaVersion: 8,
    events: String(history.events.length),
    commands: String(history.commands.size),
    snapshots: "0",
    firstAt: history.events[0]?.row.instant ?? null,
    lastAt: history.events.at(-1)?.row.instant ?? null,
    remarks: [
      {
        kind: "note",
        text: "No other program is writing to the file; it is read without touching its folder.",
      },
    ],
  };
}

function matching(history: FakeHistory, filter: FilterDto): EventRowDto[] {
  return history.events.map(({ row }) => row).filter((row) => fits(row, filter));
}

function rowsOf(history: FakeHistory, id: string): EventRowDto[] {
  return matching(history, { aggregateId: id });
}

function summaries(history: FakeHistory): AggregateSummaryDto[] {
  const found = new Map<string, AggregateSummaryDto>();
  for (const { row } of history.events) {
    const first = found.get(row.aggregateId);
    found.set(row.aggregateId, {
      aggregateId: row.aggregateId,
      aggregateType: row.aggregateType,
      lastVersion: row.version,
      firstPosition: first?.firstPosition ?? row.position,
      firstAt: first?.firstAt ?? row.instant,
      lastPosition: row.position,
      lastAt: row.instant,
      lastEventType: row.eventType,
    });
  }
  return [...found.values()];
}

function counted(names: string[]): TypeCountDto[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
}

function known<T>(item: T | undefined, name: string): T {
  if (item === undefined) throw new IpcError("notFound", `This store has nothing called ${name}.`);
  return item;
}

function detail(history: FakeHistory, position: string): EventDetailDto {
  const event = known(history.events[Number(position) - 1], `event ${position}`);
  const { row, data, metadata } = event;
  return {
    row,
    data: { text: data, isJson: true },
    metadata: { text: metadata, isJson: true },
    marks: [],
    cause: row.causationId === null ? null : cause(history, row.causationId),
  };
}

function cause(history: FakeHistory, id: string): CauseDto {
  const command = history.commands.get(id);
  if (command) {
    const { commandId, commandType, actor, processedAt, data } = command;
    return {
      kind: "command",
      commandId,
      commandType,
      actor,
      processedAt,
      data: { text: data, isJson: true },
    };
  }
  const event = history.events.find(({ row }) => row.eventId === id);
  return event ? { kind: "event", row: event.row } : { kind: "unknown" };
}

function state(history: FakeHistory, id: string, at: AtDto): StateDto {
  const events = history.events.filter(({ row }) => row.aggregateId === id);
  known(events[0], id);
  const version = versionAt(
    events.map(({ row }) => row),
    at,
  );
  let before: Json = {};
  let after: Json = {};
  for (const { data } of events.slice(0, version)) {
    before = after;
    after = merged(after, JSON.parse(data));
  }
  return {
    aggregateId: id,
    version,
    lastVersion: events.length,
    event: events[version - 1]?.row ?? null,
    state: JSON.stringify(after),
    changes: changes(before, after),
    runsBackwards: false,
    error: null,
  };
}

function versionAt(rows: EventRowDto[], at: AtDto): number {
  if (at.kind === "latest") return rows.length;
  if (at.kind === "instant") return rows.filter((row) => (row.instant ?? "") <= at.instant).length;
  return Math.min(at.version, rows.length);
}

function located(history: FakeHistory, text: string): FoundDto[] {
  const found: FoundDto[] = [];
  const event = history.events.find(({ row }) => row.position === text || row.eventId === text);
  if (event) found.push({ kind: "event", position: event.row.position, eventType: event.row.eventType });
  const aggregate = rowsOf(history, text)[0];
  if (aggregate) found.push({ kind: "aggregate", aggregateId: text, aggregateType: aggregate.aggregateType });
  const related = matching(history, { correlationId: text });
  if (related.length > 0)
    found.push({ kind: "correlation", correlationId: text, events: String(related.length) });
  const command = history.commands.get(text);
  if (command) found.push({ kind: "command", commandId: text, commandType: command.commandType });
  return found;
}

function appended(history: FakeHistory, writable: boolean, request: AppendRequestDto): AppendResultDto {
  if (!writable)
    throw new IpcError("readOnly", "The store is open for reading only. Open it for writing first.");
  const commandId = request.commandId ?? crypto.randomUUID();
  const { aggregateId } = request;
  const hash = JSON.stringify(request);
  const earlier = history.commands.get(commandId);
  const made = history.events.filter(({ row }) => row.causationId === commandId).map(({ row }) => row);
  if (earlier && earlier.hash !== hash) return { status: "commandReused", commandId };
  if (earlier) return { status: "alreadyProcessed", commandId, aggregateId, ...span(made) };
  const actual = rowsOf(history, aggregateId).at(-1)?.version ?? null;
  const conflict = conflictWith(request, actual);
  if (conflict !== null) return { status: "conflict", commandId, aggregateId, expected: conflict, actual };
  return {
    status: "appended",
    commandId,
    aggregateId,
    ...span(record(history, request, commandId, hash, actual ?? 0)),
  };
}

function conflictWith({ expectedVersion: expected }: AppendRequestDto, actual: number | null): string | null {
  if (expected.kind === "noStream") return actual === null ? null : "no_stream";
  if (expected.kind === "streamExists") return actual === null ? "stream_exists" : null;
  if (expected.kind === "exact") return expected.version === (actual ?? 0) ? null : String(expected.version);
  return null;
}

function record(
  history: FakeHistory,
  request: AppendRequestDto,
  commandId: string,
  hash: string,
  version: number,
): EventRowDto[] {
  const processedAt = new Date().toISOString().replace("Z", "000Z");
  const { commandType, actor, data } = request;
  history.commands.set(commandId, { commandId, commandType, actor, processedAt, data, hash });
  return request.events.map((event, index) => {
    const row: EventRowDto = {
      position: String(history.events.length + 1),
      eventId: crypto.randomUUID(),
      aggregateId: request.aggregateId,
      aggregateType: request.aggregateType,
      version: version + index + 1,
      eventType: event.eventType,
      eventVersion: event.eventVersion,
      timestamp: processedAt,
      instant: processedAt,
      actor,
      actorType: request.actorType,
      source: request.source,
      causationId: event.causationId ?? commandId,
      correlationId: request.correlationId,
      marked: false,
    };
    history.events.push({ row, data: event.data, metadata: event.metadata ?? request.metadata });
    return row;
  });
}

function span(rows: EventRowDto[]) {
  const first = rows[0];
  const last = rows.at(-1);
  return {
    firstVersion: first?.version ?? null,
    lastVersion: last?.version ?? null,
    firstPosition: first?.position ?? null,
    lastPosition: last?.position ?? null,
  };
}
