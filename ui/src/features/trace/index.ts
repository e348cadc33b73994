export { TraceStartView, TraceView } from "./Component";
export { readTraceSearch, type TraceSearch } from "./model";
