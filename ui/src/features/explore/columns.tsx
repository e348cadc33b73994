import { TriangleAlert } from "lucide-react";
import type { EventRowDto } from "@/ipc";
import { grouped } from "@/shared/lib/number";
import { AggregateName, type Column, Instant, instantWidth, SafeText } from "@/shared/ui";
import styles from "./Component.module.css";

/** The columns of the event grid. */
export const EVENT_COLUMNS: Column<EventRowDto>[] = [
  {
    key: "position",
    header: "#",
    width: "80px",
    align: "end",
    cell: (row) => <span className={styles.position}>{grouped(row.position)}</span>,
  },
  {
    key: "time",
    header: "Time",
    width: instantWidth("milliseconds"),
    cell: (row) => <Instant iso={row.instant} asStored={row.timestamp} />,
  },
  {
    key: "type",
    header: "Event",
    width: "minmax(140px, 1.3fr)",
    cell: (row) => (
      <>
        {row.marked && (
          <TriangleAlert size={13} aria-label="Something is not as it should be" className={styles.mark} />
        )}
        <SafeText text={row.eventType} className={styles.type} />
      </>
    ),
  },
  {
    key: "aggregate",
    header: "Aggregate",
    width: "minmax(130px, 1.5fr)",
    cell: (row) => <AggregateName type={row.aggregateType} id={row.aggregateId} />,
  },
  { key: "version", header: "v", width: "48px", align: "end", cell: (row) => row.version },
  {
    key: "actor",
    header: "Actor",
    width: "minmax(90px, 1fr)",
    cell: (row) => <SafeText text={row.actor} />,
  },
  {
    key: "source",
    header: "Source",
    width: "76px",
    cell: (row) => <SafeText text={row.source} className={styles.minor} />,
  },
];

/** The columns for a grid beside an open event, which shows what is left out. */
export const NARROW_COLUMNS: Column<EventRowDto>[] = EVENT_COLUMNS.flatMap((column) => {
  if (column.key === "source") return [];
  if (column.key !== "time") return [column];
  const cell = (row: EventRowDto) => (
    <Instant iso={row.instant} asStored={row.timestamp} precision="seconds" />
  );
  return [{ ...column, width: instantWidth("seconds"), cell }];
});
