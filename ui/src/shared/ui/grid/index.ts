export type { Direction, PageOf } from "./buffer";
export type { GridSource } from "./controller";
export { DataGrid } from "./DataGrid";
export type { Column } from "./Rows";
