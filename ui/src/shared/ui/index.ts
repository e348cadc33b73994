export { AsOfField } from "./AsOfField";
export { type AsOf, AsOfContext, PlayheadContext, useAsOf, usePlayhead } from "./asOf";
export { Badge } from "./Badge";
export { Banner } from "./Banner";
export { Button, Hint, IconButton, look } from "./Button";
export { type Change, ChangeSign, ChangeTable } from "./ChangeTable";
export { ComboBox } from "./ComboBox";
export { CopyableId, useCopy } from "./CopyableId";
export { CountedItem } from "./CountedItem";
export { ConfirmDialog, Dialog } from "./Dialog";
export { EditorForm } from "./EditorForm";
export { Field } from "./Field";
export { FilmOptions, PlayButton } from "./FilmButtons";
export {
  type Column,
  DataGrid,
  type Direction,
  Feed,
  feedSource,
  type GridSource,
  type Listed,
  listSource,
  type Numbered,
  type PageOf,
  type Ranks,
  TreeCell,
  TreeGrid,
  type TreeGridRow,
  useCursor,
} from "./grid";
export { AggregateName, IdText } from "./IdText";
export { Instant, instantWidth } from "./Instant";
export { colorsAt } from "./inks";
export { JsonTree } from "./JsonTree";
export { type JsonMode, JsonText, JsonView } from "./JsonView";
export { Menu, type MenuAction, type MenuGroup } from "./Menu";
export { useIsWide } from "./media";
export { Panes } from "./Panes";
export { PickList } from "./PickList";
export { Pill } from "./Pill";
export { Popover } from "./Popover";
export { SafeText } from "./SafeText";
export { Segmented } from "./Segmented";
export { type Choice, Select } from "./Select";
export { EmptyState, ErrorState, Loading, Progress } from "./States";
export { type TabItem, Tabs } from "./Tabs";
export type { Decoration } from "./TreeLine";
export { followTheme, type Theme, themeSetting, useShownTheme } from "./theme";
export { useFocusInSight } from "./useFocusInSight";
export { type Size, useSize } from "./useSize";
export { useZone, ZoneProvider, zoneSetting } from "./zone";
