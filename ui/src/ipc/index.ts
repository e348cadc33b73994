export type * from "./bindings";
export type { Ipc, OnProgress, Startup } from "./client";
export { IpcProvider, useIpc } from "./context";
export { IpcError, isCancelled, toIpcError } from "./errors";
export { FILTER_PARTS, type Filter, type FilterPart, filterDto, isUnfiltered, readFilter } from "./filter";
export { useLong } from "./long";
export { FOLDED, useProjections, useProjectionsActions, useProjectionsFollowed } from "./projections";
export { useOpenStore, useSession, useSessionActions } from "./session";
export { useAggregateTypes } from "./types";
