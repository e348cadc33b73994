import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { grouped } from "@/shared/lib/number";
import { type Column, Instant, SafeText } from "@/shared/ui";
import { type CauseMark, causeOf, type Facts, lanesOf } from "./facts";
import { LaneCell } from "./LaneCell";
import { sinceText, type TraceRow } from "./model";
import styles from "./Trace.module.css";

const LANE_PX = 18;
const DIGIT_PX = 8;
const PADDING_PX = 16;
const GRID_PADDING_PX = 8;

/** What the columns of a trace depend on. */
export interface ColumnsOf {
  facts: Facts | undefined;
  /** The greatest position of the trace, where it is known. */
  last: string;
  /** Whether the header tells the day for all rows. */
  isOneDay: boolean;
  /** Whether an event stands open beside the list and tells what is left out here. */
  isNarrow: boolean;
}

/** A column with the least width it needs, and how much it takes of what is left over. */
interface Need extends Omit<Column<TraceRow>, "width"> {
  px: number;
  grow?: number;
}

/** The columns of a trace, and the width below which they scroll sideways. */
export function traceColumns(of: ColumnsOf): { columns: Column<TraceRow>[]; minWidth: number } {
  const needs = [...placeColumns(of), ...whatColumns(of)];
  const columns = needs.map(({ px, grow, ...column }) => ({
    ...column,
    width: grow === undefined ? `${px}px` : `minmax(${px}px, ${grow}fr)`,
  }));
  return { columns, minWidth: needs.reduce((sum, { px }) => sum + px, GRID_PADDING_PX) };
}

/** Where in the trace and when. */
function placeColumns({ facts, last, isOneDay, isNarrow }: ColumnsOf): Need[] {
  const lanes = facts && lanesOf(facts);
  const precision = isNarrow && !isOneDay ? "seconds" : "milliseconds";
  const dayPx = isNarrow ? 196 : 228;
  return [
    {
      key: "lanes",
      header: <span className="visuallyHidden">Aggregate's letter</span>,
      px: (lanes?.lanes.length ?? 1) * LANE_PX + PADDING_PX,
      cell: ({ event }) => lanes && <LaneCell lanes={lanes} event={event} />,
    },
    {
      key: "position",
      header: "#",
      px: positionPx(last),
      align: "end",
      cell: ({ event }) => <span className={styles.minor}>{grouped(event.position)}</span>,
    },
    {
      key: "time",
      header: "Time",
      px: isOneDay ? 140 : dayPx,
      cell: ({ event: { instant, timestamp } }) => (
        <Instant iso={instant} asStored={timestamp} precision={precision} timeOnly={isOneDay} />
      ),
    },
    {
      key: "since",
      header: "Since",
      px: 100,
      align: "end",
      cell: (row) => <span className={styles.minor}>{sinceText(row)}</span>,
    },
  ];
}

/** What happened, to what, why and through whom. */
function whatColumns({ facts, last, isNarrow }: ColumnsOf): Need[] {
  const version: Need = {
    key: "version",
    header: "v",
    px: 48,
    align: "end",
    cell: ({ event }) => grouped(event.version),
  };
  const actor: Need = {
    key: "actor",
    header: "Actor",
    px: 90,
    grow: 0.9,
    cell: ({ event }) => <SafeText text={event.actor} />,
  };
  return [
    { key: "type", header: "Event", px: 140, grow: 1.6, cell: ({ event }) => <EventType event={event} /> },
    {
      key: "aggregate",
      header: "Aggregate",
      px: 90,
      grow: 1.4,
      cell: ({ event }) => (
        <>
          <SafeText text={event.aggregateType} className={styles.minor} />{" "}
          <SafeText text={event.aggregateId} className="mono" />
        </>
      ),
    },
    ...(isNarrow ? [] : [version]),
    {
      key: "cause",
      header: "Caused by",
      px: Math.max(88, positionPx(last) + DIGIT_PX),
      cell: ({ event }) => <Cause cause={causeOf(event, facts)} />,
    },
    ...(isNarrow ? [] : [actor]),
  ];
}

function positionPx(last: string): number {
  return Math.max(44, grouped(last).length * DIGIT_PX + PADDING_PX);
}

function EventType({ event }: { event: TraceRow["event"] }) {
  return (
    <>
      {event.marked && (
        <TriangleAlert size={13} aria-label="Something is not as it should be" className={styles.alert} />
      )}
      <SafeText text={event.eventType} className={styles.type} />
    </>
  );
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
