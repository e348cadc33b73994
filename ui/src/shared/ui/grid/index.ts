export type { Direction, PageOf } from "./buffer";
export type { GridSource } from "./controller";
export { DataGrid } from "./DataGrid";
export { type Listed, listSource } from "./listSource";
export type { Column } from "./Rows";
export { TreeCell } from "./TreeCell";
export { TreeGrid } from "./TreeGrid";
export type { TreeGridRow } from "./treeSteps";
export { useCursor } from "./useCursor";
