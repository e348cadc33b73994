import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { grouped } from "@/shared/lib/number";
import { type Column, Instant, SafeText } from "@/shared/ui";
import { type CauseMark, causeOf, type Facts, type Lanes } from "./facts";
import { LaneCell } from "./LaneCell";
import { sinceText, type TraceRow } from "./model";
import styles from "./Trace.module.css";

const LANE_PX = 18;

/** The columns of a trace. Where it lies within one day, the header tells the day and the rows the time only. */
export function traceColumns(
  facts: Facts | undefined,
  lanes: Lanes | undefined,
  isOneDay: boolean,
): Column<TraceRow>[] {
  return [
    {
      key: "lanes",
      header: <span className="visuallyHidden">Lane</span>,
      width: `${(lanes?.lanes.length ?? 1) * LANE_PX + 12}px`,
      cell: ({ event }) => lanes && <LaneCell lanes={lanes} event={event} />,
    },
    {
      key: "position",
      header: "#",
      width: "76px",
      align: "end",
      cell: ({ event }) => <span className={styles.minor}>{grouped(event.position)}</span>,
    },
    {
      key: "time",
      header: "Time",
      width: isOneDay ? "138px" : "214px",
      cell: ({ event }) => <Instant iso={event.instant} asStored={event.timestamp} timeOnly={isOneDay} />,
    },
    {
      key: "since",
      header: "Since",
      width: "88px",
      align: "end",
      cell: (row) => <span className={styles.minor}>{sinceText(row)}</span>,
    },
    {
      key: "type",
      header: "Event",
      width: "minmax(130px, 1.3fr)",
      cell: ({ event }) => (
        <>
          {event.marked && (
            <TriangleAlert size={13} aria-label="Something is not as it should be" className={styles.alert} />
          )}
          <SafeText text={event.eventType} className={styles.type} />
        </>
      ),
    },
    {
      key: "aggregate",
      header: "Aggregate",
      width: "minmax(130px, 1.4fr)",
      cell: ({ event }) => (
        <>
          <SafeText text={event.aggregateType} className={styles.minor} />{" "}
          <SafeText text={event.aggregateId} className="mono" />
        </>
      ),
    },
    { key: "version", header: "v", width: "48px", align: "end", cell: ({ event }) => grouped(event.version) },
    {
      key: "cause",
      header: "Caused by",
      width: "92px",
      cell: ({ event }) => <Cause cause={causeOf(event, facts)} />,
    },
    {
      key: "actor",
      header: "Actor",
      width: "minmax(90px, 0.9fr)",
      cell: ({ event }) => <SafeText text={event.actor} />,
    },
  ];
}

/** A cause outside the trace is named by the beginning of its id only; the event beside the list tells all of it. */
function Cause({ cause }: { cause: CauseMark }) {
  if (cause.kind === "none") return <span className={styles.minor}>–</span>;
  if (cause.kind === "other")
    return <SafeText text={`${cause.id.slice(0, 8)}…`} className={styles.outside} />;
  return (
    <Link
      from="/trace/$correlationId"
      search={{ sel: cause.position }}
      // The row takes the keys; its event beside the list has the same link for them.
      tabIndex={-1}
      onClick={(event) => event.stopPropagation()}
    >
      # {grouped(cause.position)}
    </Link>
  );
}
