import type {
  AggregateSummaryDto,
  ConnectedDto,
  FoldWishDto,
  RecentStoreDto,
  ServerDto,
  SideDto,
  StoreInfoDto,
} from "../bindings";
import type { Ipc } from "../client";
import { IpcError } from "../errors";
import { acted } from "./actor";
import { appended } from "./append";
import { counted, detail, known, located, matching, rowsOf, summaries } from "./ask";
import { catalogOf } from "./catalog";
import { FakeCatalogState } from "./catalogState";
import { checked } from "./check";
import { RECENT_SERVER, refusal } from "./connect";
import { type FakeHistory, makeHistory } from "./history";
import { FakeProjections } from "./projections";
import { fits, histogram, portion } from "./read";
import { comparedTraces, traced } from "./trace";
import { blame, diff, moments, state, world } from "./travel";

/** How the made-up backend behaves. */
export interface FakeOptions {
  events?: number;
  /** How long an answer takes. */
  delayMs?: number;
  /** Whether a store is open from the start. */
  open?: boolean;
  writable?: boolean;
  /** How far the catalog is from the start. */
  catalog?: "built" | "building" | "failed" | "changed";
  /** How often somebody else adds an event to the store. */
  growsMs?: number;
}

/** A backend in memory, for tests and for a plain browser while developing. It never ships. */
export function fakeIpc({
  events = 4000,
  delayMs = 0,
  open = true,
  writable = false,
  catalog = "built",
  growsMs,
}: FakeOptions = {}): Ipc {
  const history = makeHistory(events);
  const made = new FakeCatalogState(
    history,
    catalog === "failed",
    catalog !== "building",
    catalog === "changed",
  );
  if (growsMs) setInterval(() => grow(history, made), growsMs);
  const projections = new FakeProjections();
  let isWritable = writable;
  let isOpen = open;
  /** The server that the open store is on. */
  let server: ServerDto | null = null;
  let recents: RecentStoreDto[] = [
    {
      target: "/data/acme-ea.db",
      name: "acme-ea.db",
      openedAt: "2026-01-05T09:12:44.000000Z",
      exists: true,
      server: null,
    },
    RECENT_SERVER,
    {
      target: "/mnt/share/old-ea.db",
      name: "old-ea.db",
      openedAt: "2025-11-20T16:40:02.000000Z",
      exists: false,
      server: null,
    },
  ];
  const shown = () => info(history, isWritable, server);
  const entered = (mode: boolean, on: ServerDto | null = null) => {
    isOpen = true;
    isWritable = mode;
    server = on;
    return shown();
  };
  /** What folds an aggregate, as its label says. */
  const by = (id: string, fold: FoldWishDto) => {
    const { row } = known(
      history.events.find(({ row }) => row.aggregateId === id),
      id,
    );
    return projections.of(row.aggregateType, fold);
  };
  const standing = (id: string, side: SideDto) => ({
    ...state(history, id, side),
    foldedBy: by(id, side.fold),
  });
  const answer = <T>(make: () => T, signal?: AbortSignal) => settle(make, delayMs, signal);
  return {
    startup: () => answer(() => ({ store: isOpen ? shown() : null, problem: null, recents })),
    openStore: (target, mode) => answer(() => opened(recents, target, () => entered(mode))),
    pickStore: () => answer(() => entered(false)),
    connectStore: (asked, signal) =>
      settle(
        (): ConnectedDto => {
          const problems = refusal(asked);
          if (problems.length > 0) return { kind: "refused", problems };
          const note = asked.keep ? "The password cannot be kept: this is a made-up keychain." : null;
          return { kind: "open", store: entered(false, asked.server), note };
        },
        delayMs * 4,
        signal,
      ),
    pickCertificates: () => answer(() => "/etc/acme/ca.pem"),
    createStore: () => answer(() => entered(true)),
    createDemo: (onProgress, signal) => demo(onProgress, signal, () => entered(false)),
    closeStore: () =>
      answer(() => {
        isOpen = false;
      }),
    setWritable: (mode) => answer(() => entered(mode, server)),
    storeInfo: () => answer(shown),
    checkStore: (signal) => settle(shown, delayMs * 10, signal),
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
    listAggregates: (type, after, order, limit, asOf, signal) =>
      answer(() => {
        const ofType = (item: AggregateSummaryDto) => type === null || item.aggregateType === type;
        const page = { after, order, limit };
        const found = portion(summaries(history, asOf), (item) => item.firstPosition, ofType, page);
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
    aggregateTypes: (asOf, signal) =>
      answer(() => {
        const begun = (item: AggregateSummaryDto) =>
          asOf === null || Date.parse(item.firstAt ?? "") <= Date.parse(asOf);
        return counted(
          summaries(history)
            .filter(begun)
            .map((item) => item.aggregateType),
        );
      }, signal),
    eventTypes: (signal) => answer(() => counted(history.events.map(({ row }) => row.eventType)), signal),
    stateAt: (id, at, fold, _onProgress, signal) =>
      answer(() => standing(id, { at, fold, without: [] }), signal),
    blameAt: (id, at, fold, _onProgress, signal) =>
      answer(() => ({ ...blame(history, id, at), foldedBy: by(id, fold) }), signal),
    findMoments: (scope, condition, _fold, onStep, signal) =>
      answer(() => moments(history, scope, condition, onStep), signal),
    diffStates: (id, left, right, _onProgress, signal) =>
      answer(() => {
        const sides = { left: standing(id, left), right: standing(id, right) };
        return { ...diff(history, id, left, right), ...sides };
      }, signal),
    compareWorld: (scope, from, to, onStep, signal) =>
      answer(() => world(history, scope, from, to, onStep), signal),
    exportComparison: (_scope, _from, _to, format, _onProgress, signal) =>
      answer(() => `/data/comparison.${format}`, signal),
    snapshotsOf: (_id, signal) => answer(() => [], signal),
    trace: (correlationId, _onProgress, signal) => answer(() => traced(history, correlationId), signal),
    compareTraces: (left, right, _onProgress, signal) =>
      answer(() => comparedTraces(history, left, right), signal),
    check: (scope, _onProgress, signal) => settle(() => checked(history, scope), delayMs * 10, signal),
    actor: (name, offsetMinutes, asOf, _onProgress, signal) =>
      answer(() => acted(history, name, offsetMinutes, asOf), signal),
    locate: (text) => answer(() => located(history, text.trim())),
    append: (request) =>
      answer(() => {
        const result = appended(history, isWritable, request);
        made.tell();
        return result;
      }),
    projections: () => answer(() => projections.list()),
    chooseProjectionsFolder: () => answer(() => projections.take(false)),
    resetProjectionsFolder: () => answer(() => projections.take(true)),
    newProjection: (aggregateType) => answer(() => projections.begin(aggregateType)),
    onProjectionsChanged: () => () => {},
    ...catalogOf(history, made, answer),
    onStoreRequested: () => () => {},
  };
}

/** The same once more, as if it had just happened. */
function grow(history: FakeHistory, catalog: FakeCatalogState) {
  const last = history.events.at(-1);
  if (!last) return;
  const position = String(history.events.length + 1);
  const version = rowsOf(history, last.row.aggregateId).length + 1;
  history.events.push({ ...last, row: { ...last.row, position, version } });
  catalog.tell();
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
  if (target === RECENT_SERVER.target)
    throw new IpcError("credentialNeeded", "There is no password for reviewer on sql.acme.example:1433.");
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

function info(history: FakeHistory, writable: boolean, server: ServerDto | null): StoreInfoDto {
  return {
    target: server ? `mssql://${server.user ?? ""}@${server.host}/${server.database}` : "/data/acme-ea.db",
    name: server ? `${server.database} on ${server.host}` : "acme-ea.db",
    engine: server ? "Microsoft SQL Server 2022" : "SQLite 3.51.3",
    kind: "own",
    writable,
    loginCanWrite: server !== null,
    unfinishedCopyOf: null,
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
