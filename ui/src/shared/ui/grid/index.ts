export type { Direction, PageOf } from "./buffer";

export { DataGrid } from "./DataGrid";
export { Feed, feedSource, type Numbered } from "./feed";
export { type Listed, listSource } from "./listSource";
export type { Column } from "./Rows";
export type { GridSource, Ranks } from "./source";
export { TreeCell } from "./TreeCell";
export { TreeGrid } from "./TreeGrid";
export type { TreeGridRow } from "./treeSteps";
export { useCursor } from "./useCursor";
