import { Split, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, useMemo } from "react";
import { type EventRowDto, toIpcError, useIpc } from "@/ipc";
import { classes } from "@/shared/lib/classes";
import { visible } from "@/shared/lib/hostile";
import { grouped } from "@/shared/lib/number";
import { Badge, type Column, DataGrid, EmptyState, Instant, SafeText } from "@/shared/ui";
import styles from "./EventList.module.css";
import { eventsSource } from "./queries";

/** Two lines: what happened, then when and by whom. */
const ROW_PX = 46;

interface Leaving {
  /** Versions that are left out. */
  without: readonly number[];
  /** Leaves a version out, or takes it in again. */
  onLeave: (version: number) => void;
}

/** The columns for a history with so many versions. */
function columnsFor(last: number, { without, onLeave }: Leaving): Column<EventRowDto>[] {
  const digits = grouped(last).length;
  return [
    {
      key: "version",
      header: "v",
      width: `calc(${digits}ch + 18px)`,
      align: "end",
      cell: (row) => grouped(row.version),
    },
    {
      key: "event",
      header: "Event",
      width: "minmax(160px, 1fr)",
      cell: (row) => (
        <What row={row} isOut={without.includes(row.version)} onLeave={() => onLeave(row.version)} />
      ),
    },
  ];
}

/** The events of an aggregate by their versions; selecting one goes to its version, and W leaves it out. */
export function EventList({
  id,
  last,
  version,
  onVersion,
  without,
  onLeave,
}: {
  id: string;
  last: number;
  /** `null` while it is not known. */
  version: number | null;
  onVersion: (version: number) => void;
} & Leaving) {
  const ipc = useIpc();
  const source = useMemo(() => eventsSource(ipc, id, last), [ipc, id, last]);
  const columns = useMemo(() => columnsFor(last, { without, onLeave }), [last, without, onLeave]);
  const onKey = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent) => {
    const isPlain = !altKey && !ctrlKey && !metaKey;
    if (isPlain && key.toLowerCase() === "w" && version !== null && version > 0) onLeave(version);
  };
  return (
    <div className={styles.list} onKeyDownCapture={onKey}>
      <DataGrid
        label="Events of this aggregate"
        source={source}
        columns={columns}
        rowPx={ROW_PX}
        total={last}
        selected={version === null || version === 0 ? null : String(version)}
        onSelect={(row) => onVersion(row.version)}
        empty={
          last === 0 ? (
            <EmptyState title="No event yet">This aggregate had not begun.</EmptyState>
          ) : (
            <EmptyState title="No events">This aggregate has no event that could be read.</EmptyState>
          )
        }
        failureText={(failure) => toIpcError(failure).message}
      />
    </div>
  );
}

/** Supposes that an event had not happened. */
function Leave({ version, isOut, onPress }: { version: number; isOut: boolean; onPress: () => void }) {
  const words = isOut
    ? `Take version ${grouped(version)} in again (W)`
    : `What if version ${grouped(version)} had not happened? (W)`;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-pressed={isOut}
      aria-label={words}
      title={words}
      className={styles.leave}
      onClick={(event) => {
        event.stopPropagation();
        onPress();
      }}
    >
      <Split size={14} aria-hidden />
    </button>
  );
}

function What({ row, isOut, onLeave }: { row: EventRowDto; isOut: boolean; onLeave: () => void }) {
  return (
    <div className={classes(styles.what, isOut && styles.out)}>
      <div className={styles.type} title={visible(row.eventType)}>
        {row.marked && <Marked />}
        <span className={styles.name}>
          <SafeText text={row.eventType} />
        </span>
        {isOut && <Badge tone="supposed">LEFT OUT</Badge>}
        <Leave version={row.version} isOut={isOut} onPress={onLeave} />
      </div>
      <div className={styles.by}>
        <Instant iso={row.instant} asStored={row.timestamp} precision="minutes" />
        <span className={styles.actor} title={visible(row.actor)}>
          <SafeText text={row.actor} />
        </span>
      </div>
    </div>
  );
}

function Marked() {
  const words = "Something in this event is not as it should be; the event tells what";
  return (
    <span role="img" aria-label={words} title={words} className={styles.marked}>
      <TriangleAlert size={13} aria-hidden />
    </span>
  );
}
