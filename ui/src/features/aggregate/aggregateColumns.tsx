import { Link } from "@tanstack/react-router";
import { ArrowDown, ArrowRight, ArrowUp } from "lucide-react";
import { Button } from "react-aria-components";
import type { DirectorySortDto } from "@/ipc";
import { classes } from "@/shared/lib/classes";
import { visible } from "@/shared/lib/hostile";
import { grouped } from "@/shared/lib/number";
import { type Column, CopyableId, Instant, instantWidth, SafeText } from "@/shared/ui";
import styles from "./AggregatesView.module.css";
import { DeletedMark } from "./DeletedMark";
import { type DirectorySearch, orderOf } from "./directory";
import type { ListedAggregate } from "./listSources";

interface Sortable extends Omit<Column<ListedAggregate>, "key" | "header" | "sorted"> {
  key: DirectorySortDto;
  label: string;
}

const COLUMNS: Sortable[] = [
  {
    key: "id",
    label: "Aggregate",
    width: "minmax(104px, 1.6fr)",
    cell: (row) => <CopyableId id={row.aggregateId} what="aggregate id" isTabStop={false} />,
  },
  {
    key: "type",
    label: "Type",
    width: "minmax(110px, 1fr)",
    cell: (row) => <Name text={row.aggregateType} />,
  },
  {
    key: "versions",
    label: "Versions",
    width: "80px",
    align: "end",
    cell: (row) => grouped(row.lastVersion),
  },
  {
    key: "began",
    label: "Began",
    width: instantWidth("minutes"),
    cell: (row) => <Instant iso={row.firstAt} precision="minutes" />,
  },
  {
    key: "changed",
    label: "Last change",
    width: instantWidth("minutes"),
    cell: (row) => <Instant iso={row.lastAt} precision="minutes" />,
  },
  {
    key: "lastEventType",
    label: "Last event",
    width: "minmax(110px, 1.2fr)",
    cell: (row) => <Name text={row.lastEventType} />,
  },
  {
    key: "deleted",
    label: "Deleted",
    width: "94px",
    cell: (row) => <DeletedMark deleted={row.deleted} />,
  },
];

const OPEN: Column<ListedAggregate> = {
  key: "open",
  header: <span className="visuallyHidden">Open</span>,
  width: "36px",
  cell: (row) => <Open row={row} />,
};

/**
 * The columns of the list. Where one type is shown, its name stands above the list and not in every row; whether they are
 * deleted is shown where that can be told. The headings of those that it can be sorted by sort it.
 */
export function aggregateColumns(
  search: DirectorySearch,
  { isOfType, tellsDeleted }: { isOfType: boolean; tellsDeleted: boolean },
  canSortBy: (key: DirectorySortDto) => boolean,
  onSort: (key: DirectorySortDto) => void,
): Column<ListedAggregate>[] {
  const sort = search.sort ?? "began";
  const order = orderOf(search) === "up" ? "ascending" : "descending";
  const shown = COLUMNS.filter(
    ({ key }) => !(isOfType && key === "type") && !(!tellsDeleted && key === "deleted"),
  );
  const heading = ({ label, ...column }: Sortable): Column<ListedAggregate> => {
    if (!canSortBy(column.key)) return { ...column, header: label };
    const sorted = column.key === sort ? order : "none";
    const header = (
      <Heading
        label={label}
        sorted={sorted}
        isAtEnd={column.align === "end"}
        onPress={() => onSort(column.key)}
      />
    );
    return { ...column, header, sorted };
  };
  return [...shown.map(heading), OPEN];
}

function Heading({
  label,
  sorted,
  isAtEnd,
  onPress,
}: {
  label: string;
  sorted: "ascending" | "descending" | "none";
  /** Whether what stands below ends where the heading ends. */
  isAtEnd: boolean;
  onPress: () => void;
}) {
  const Arrow = sorted === "ascending" ? ArrowUp : ArrowDown;
  return (
    <Button
      className={classes(styles.heading, isAtEnd && styles.atEnd)}
      onPress={onPress}
      data-sorted={sorted !== "none" || undefined}
    >
      {label}
      <Arrow size={12} aria-hidden className={styles.arrow} />
    </Button>
  );
}

function Open({ row }: { row: ListedAggregate }) {
  return (
    <Link
      to="/aggregates/$id"
      params={{ id: row.aggregateId }}
      aria-label={`Open ${visible(row.aggregateId)}`}
      tabIndex={-1}
      className={styles.open}
    >
      <ArrowRight size={14} aria-hidden />
    </Link>
  );
}

function Name({ text }: { text: string }) {
  return (
    <span title={visible(text)}>
      <SafeText text={text} />
    </span>
  );
}
