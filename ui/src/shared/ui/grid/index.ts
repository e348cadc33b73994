export type { Direction, PageOf } from "./buffer";
export type { GridSource } from "./controller";
export { type Column, DataGrid } from "./DataGrid";
