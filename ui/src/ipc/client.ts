import { Channel } from "@tauri-apps/api/core";
import {
  type ActorDto,
  type AggregatePageDto,
  type AggregateSummaryDto,
  type AppendRequestDto,
  type AppendResultDto,
  type AtDto,
  type BlameDto,
  type CatalogStatusDto,
  type CheckReportDto,
  type CheckScopeDto,
  type CompareScopeDto,
  type CompareStepDto,
  type CompareSummaryDto,
  type CompletionDto,
  type ConditionDto,
  type ConnectDto,
  type ConnectedDto,
  type CountDto,
  commands,
  type DirectoryPageDto,
  type DirectoryQueryDto,
  type EventDetailDto,
  type EventPageDto,
  type EventRowDto,
  type ExportFormat,
  events,
  type FacetDto,
  type FieldDto,
  type FilterDto,
  type FoldWishDto,
  type FoundDto,
  type HistogramDto,
  type MomentScopeDto,
  type MomentsDto,
  type MomentsStepDto,
  type NewProjectionDto,
  type OrderDto,
  type PageDto,
  type PlaceAtDto,
  type PlaceDto,
  type ProgressDto,
  type ProjectionsDto,
  type RecentStoreDto,
  type SearchDoneDto,
  type SearchStepDto,
  type ServiceError,
  type SideDto,
  type SnapshotMarkDto,
  type StackDto,
  type StateDiffDto,
  type StateDto,
  type StoreInfoDto,
  type TraceComparisonDto,
  type TraceDto,
  type TypeCountDto,
  type UnderstoodDto,
} from "./bindings";
import { IpcError, toIpcError } from "./errors";

/** What is known when the window opens. */
export interface Startup {
  store: StoreInfoDto | null;
  problem: ServiceError | null;
  recents: RecentStoreDto[];
}

/** Hears how far a long job is. */
export type OnProgress = (progress: ProgressDto) => void;

/**
 * The one seam between the window and the backend. Every call rejects with an `IpcError`.
 * Where a signal is taken, aborting it stops the work in the backend too.
 */
export interface Ipc {
  startup(): Promise<Startup>;
  openStore(target: string, writable: boolean): Promise<StoreInfoDto>;
  /** Asks the person for a file; `null` when they changed their mind. */
  pickStore(): Promise<StoreInfoDto | null>;
  /** Connects to a server. What is wrong with the fields is an answer. */
  connectStore(asked: ConnectDto, signal?: AbortSignal): Promise<ConnectedDto>;
  /** Asks the person for a file of certificates; `null` when they changed their mind. */
  pickCertificates(): Promise<string | null>;
  createStore(): Promise<StoreInfoDto | null>;
  createDemo(onProgress: OnProgress, signal?: AbortSignal): Promise<StoreInfoDto | null>;
  closeStore(): Promise<void>;
  setWritable(writable: boolean): Promise<StoreInfoDto>;
  storeInfo(): Promise<StoreInfoDto>;
  /** Reads the whole file for damage; the remarks then tell. */
  checkStore(signal?: AbortSignal): Promise<StoreInfoDto>;
  recentStores(): Promise<RecentStoreDto[]>;
  forgetRecent(target: string): Promise<RecentStoreDto[]>;
  queryEvents(filter: FilterDto, page: PageDto, signal?: AbortSignal): Promise<EventPageDto>;
  countEvents(filter: FilterDto, signal?: AbortSignal): Promise<CountDto>;
  histogram(
    filter: FilterDto,
    from: string,
    until: string,
    buckets: number,
    signal?: AbortSignal,
  ): Promise<HistogramDto>;
  eventDetail(position: string): Promise<EventDetailDto>;
  listAggregates(
    aggregateType: string | null,
    after: string | null,
    order: OrderDto,
    limit: number,
    /** Those that had begun at this instant, as they were then. */
    asOf: string | null,
    signal?: AbortSignal,
  ): Promise<AggregatePageDto>;
  getAggregate(id: string): Promise<AggregateSummaryDto>;
  aggregateEvents(id: string, afterVersion: number, limit: number): Promise<EventRowDto[]>;
  /** `asOf` is an instant; `null` is now. */
  aggregateTypes(asOf: string | null, signal?: AbortSignal): Promise<TypeCountDto[]>;
  eventTypes(signal?: AbortSignal): Promise<TypeCountDto[]>;
  stateAt(
    id: string,
    at: AtDto,
    fold: FoldWishDto,
    onProgress: OnProgress,
    signal?: AbortSignal,
  ): Promise<StateDto>;
  blameAt(
    id: string,
    at: AtDto,
    fold: FoldWishDto,
    onProgress: OnProgress,
    signal?: AbortSignal,
  ): Promise<BlameDto>;
  /** The events at which a condition became true; told as they are found. */
  findMoments(
    scope: MomentScopeDto,
    condition: ConditionDto,
    fold: FoldWishDto,
    onStep: (step: MomentsStepDto) => void,
    signal?: AbortSignal,
  ): Promise<MomentsDto>;
  diffStates(
    id: string,
    left: SideDto,
    right: SideDto,
    onProgress: OnProgress,
    signal?: AbortSignal,
  ): Promise<StateDiffDto>;
  /** The aggregates that are not what they were; told as they are found. */
  compareWorld(
    scope: CompareScopeDto,
    from: string,
    to: string,
    onStep: (step: CompareStepDto) => void,
    signal?: AbortSignal,
  ): Promise<CompareSummaryDto>;
  /** Asks the person for a file and writes a comparison to it; `null` when they changed their mind. */
  exportComparison(
    scope: CompareScopeDto,
    from: string,
    to: string,
    format: ExportFormat,
    onProgress: OnProgress,
    signal?: AbortSignal,
  ): Promise<string | null>;
  snapshotsOf(id: string, signal?: AbortSignal): Promise<SnapshotMarkDto[]>;
  /** Everything that belongs to one business operation, each thing below what caused it. */
  trace(correlationId: string, onProgress: OnProgress, signal?: AbortSignal): Promise<TraceDto>;
  compareTraces(
    left: string,
    right: string,
    onProgress: OnProgress,
    signal?: AbortSignal,
  ): Promise<TraceComparisonDto>;
  /** Whether anything is missing. */
  check(scope: CheckScopeDto, onProgress: OnProgress, signal?: AbortSignal): Promise<CheckReportDto>;
  /** What one actor did, with the hours of the week in a time zone so many minutes ahead of UTC. */
  actor(
    name: string,
    offsetMinutes: number,
    asOf: string | null,
    onProgress: OnProgress,
    signal?: AbortSignal,
  ): Promise<ActorDto>;
  locate(text: string): Promise<FoundDto[]>;
  append(request: AppendRequestDto): Promise<AppendResultDto>;
  catalogStatus(): Promise<CatalogStatusDto>;
  /** Switches the text index of the open store on or off; remembered for this store. */
  setTextIndex(enabled: boolean): Promise<CatalogStatusDto>;
  /** Has it read no further for now, or on again. */
  pauseCatalog(paused: boolean): Promise<CatalogStatusDto>;
  /** Has it made anew from nothing; the store is only read. */
  rebuildCatalog(): Promise<CatalogStatusDto>;
  /** Counts are under the filter without the field's own part, so that what else could be chosen is seen. */
  facet(filter: FilterDto, field: FieldDto, limit: number, signal?: AbortSignal): Promise<FacetDto>;
  /** The histogram split by the most frequent words of a field. */
  stack(
    filter: FilterDto,
    field: FieldDto,
    from: string,
    until: string,
    buckets: number,
    limit: number,
    signal?: AbortSignal,
  ): Promise<StackDto>;
  /** Ranks count from 0, the oldest first. */
  place(filter: FilterDto, at: PlaceAtDto, signal?: AbortSignal): Promise<PlaceDto>;
  directory(query: DirectoryQueryDto, signal?: AbortSignal): Promise<DirectoryPageDto>;
  /** What a text in the search box asks for. */
  understand(text: string): Promise<UnderstoodDto>;
  complete(text: string, cursor: number): Promise<CompletionDto[]>;
  /** Finds events by their text, the newest first; `after` is the `next` of the search before. */
  search(
    filter: FilterDto,
    terms: string[],
    after: string | null,
    limit: number,
    onStep: (step: SearchStepDto) => void,
    signal?: AbortSignal,
  ): Promise<SearchDoneDto>;
  /** Hears how far the catalog is and how many events there are; call the result to stop hearing. */
  onCatalogChanged(listener: (status: CatalogStatusDto) => unknown): () => void;
  projections(): Promise<ProjectionsDto>;
  /** Asks the person for a folder of projections for this store; `null` when they changed their mind. */
  chooseProjectionsFolder(): Promise<ProjectionsDto | null>;
  /** Goes back to the folder beside the store. */
  resetProjectionsFolder(): Promise<ProjectionsDto>;
  /** Begins a projection for a type; nothing that exists is overwritten. */
  newProjection(aggregateType: string): Promise<NewProjectionDto>;
  /** Hears when a projection of the store has changed: what was folded may be folded otherwise now. */
  onProjectionsChanged(listener: (now: ProjectionsDto) => unknown): () => void;
  /** Hears when another start of the program asks this window for a store; call the result to stop hearing. */
  onStoreRequested(listener: (target: string) => unknown): () => void;
}

type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: ServiceError };

/** The backend itself. */
export const tauriIpc: Ipc = {
  startup: () => call(commands.startup()),
  openStore: (target, writable) => call(commands.openStore(target, writable)),
  pickStore: () => call(commands.pickStore()),
  connectStore: (asked, signal) => job(signal, (id) => commands.connectStore(asked, id)),
  pickCertificates: () => call(commands.pickCertificates()),
  createStore: () => call(commands.createStore()),
  createDemo: (onProgress, signal) => job(signal, (id) => commands.createDemo(id, channel(onProgress))),
  closeStore: async () => {
    await call(commands.closeStore());
  },
  setWritable: (writable) => call(commands.setWritable(writable)),
  storeInfo: () => call(commands.storeInfo()),
  checkStore: (signal) => job(signal, (id) => commands.checkStore(id)),
  recentStores: () => call(commands.recentStores()),
  forgetRecent: (target) => call(commands.forgetRecent(target)),
  queryEvents: (filter, page, signal) => job(signal, (id) => commands.queryEvents(filter, page, id)),
  countEvents: (filter, signal) => job(signal, (id) => commands.countEvents(filter, id)),
  histogram: (filter, from, until, buckets, signal) =>
    job(signal, (id) => commands.histogram(filter, from, until, buckets, id)),
  eventDetail: (position) => call(commands.eventDetail(position)),
  listAggregates: (aggregateType, after, order, limit, asOf, signal) =>
    job(signal, (id) => commands.listAggregates(aggregateType, after, order, limit, asOf, id)),
  getAggregate: (id) => call(commands.getAggregate(id)),
  aggregateEvents: (id, afterVersion, limit) => call(commands.aggregateEvents(id, afterVersion, limit)),
  aggregateTypes: (asOf, signal) => job(signal, (id) => commands.aggregateTypes(asOf, id)),
  eventTypes: (signal) => job(signal, (id) => commands.eventTypes(id)),
  stateAt: (aggregateId, at, fold, onProgress, signal) =>
    job(signal, (id) => commands.stateAt(aggregateId, at, fold, id, channel(onProgress))),
  blameAt: (aggregateId, at, fold, onProgress, signal) =>
    job(signal, (id) => commands.blameAt(aggregateId, at, fold, id, channel(onProgress))),
  findMoments: (scope, condition, fold, onStep, signal) =>
    job(signal, (id) => commands.findMoments(scope, condition, fold, id, channel(onStep))),
  diffStates: (aggregateId, left, right, onProgress, signal) =>
    job(signal, (id) => commands.diffStates(aggregateId, left, right, id, channel(onProgress))),
  compareWorld: (scope, from, to, onStep, signal) =>
    job(signal, (id) => commands.compareWorld(scope, from, to, id, channel(onStep))),
  exportComparison: (scope, from, to, format, onProgress, signal) =>
    job(signal, (id) => commands.exportComparison(scope, from, to, format, id, channel(onProgress))),
  snapshotsOf: (aggregateId, signal) => job(signal, (id) => commands.snapshotsOf(aggregateId, id)),
  trace: (correlationId, onProgress, signal) =>
    job(signal, (id) => commands.trace(correlationId, id, channel(onProgress))),
  compareTraces: (left, right, onProgress, signal) =>
    job(signal, (id) => commands.compareTraces(left, right, id, channel(onProgress))),
  check: (scope, onProgress, signal) => job(signal, (id) => commands.check(scope, id, channel(onProgress))),
  actor: (name, offsetMinutes, asOf, onProgress, signal) =>
    job(signal, (id) => commands.actor(name, offsetMinutes, asOf, id, channel(onProgress))),
  locate: (text) => call(commands.locate(text)),
  append: (request) => call(commands.append(request)),
  catalogStatus: () => call(commands.catalogStatus()),
  setTextIndex: (enabled) => call(commands.setTextIndex(enabled)),
  pauseCatalog: (paused) => call(commands.pauseCatalog(paused)),
  rebuildCatalog: () => call(commands.rebuildCatalog()),
  facet: (filter, field, limit, signal) => job(signal, (id) => commands.facet(filter, field, limit, id)),
  stack: (filter, field, from, until, buckets, limit, signal) =>
    job(signal, (id) => commands.stack(filter, field, from, until, buckets, limit, id)),
  place: (filter, at, signal) => job(signal, (id) => commands.place(filter, at, id)),
  directory: (query, signal) => job(signal, (id) => commands.directory(query, id)),
  understand: (text) => call(commands.understand(text)),
  complete: (text, cursor) => call(commands.complete(text, cursor)),
  search: (filter, terms, after, limit, onStep, signal) =>
    job(signal, (id) => commands.search(filter, terms, after, limit, id, channel(onStep))),
  onCatalogChanged: (listener) =>
    hearing(events.catalogChanged.listen(({ payload }) => listener(payload.status))),
  projections: () => call(commands.projections()),
  chooseProjectionsFolder: () => call(commands.chooseProjectionsFolder()),
  resetProjectionsFolder: () => call(commands.resetProjectionsFolder()),
  newProjection: (aggregateType) => call(commands.newProjection(aggregateType)),
  onProjectionsChanged: (listener) =>
    hearing(events.projectionsChanged.listen(({ payload }) => listener(payload))),
  onStoreRequested: (listener) =>
    hearing(events.storeRequested.listen(({ payload }) => listener(payload.target))),
};

/** What stops an event from being heard, also where hearing has not quite begun. */
function hearing(heard: Promise<() => void>): () => void {
  return () => void heard.then((stop) => stop());
}

async function call<T>(answer: Promise<Answer<T>>): Promise<T> {
  try {
    const result = await answer;
    if (result.status === "ok") return result.data;
    throw new IpcError(result.error.code, result.error.message, result.error.details);
  } catch (failure) {
    throw toIpcError(failure);
  }
}

/** Runs a call under a name of its own, and stops it in the backend when the signal fires. */
async function job<T>(
  signal: AbortSignal | undefined,
  start: (id: string) => Promise<Answer<T>>,
): Promise<T> {
  if (signal?.aborted) throw new IpcError("cancelled", "Stopped.");
  const id = crypto.randomUUID();
  const stop = () => void commands.cancel(id);
  signal?.addEventListener("abort", stop, { once: true });
  try {
    return await call(start(id));
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

function channel<T>(onStep: (step: T) => void): Channel<T> {
  const made = new Channel<T>();
  made.onmessage = onStep;
  return made;
}
