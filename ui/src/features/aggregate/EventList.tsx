import { TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import { type EventRowDto, toIpcError, useIpc } from "@/ipc";
import { visible } from "@/shared/lib/hostile";
import { grouped } from "@/shared/lib/number";
import { type Column, DataGrid, EmptyState, Instant, SafeText } from "@/shared/ui";
import styles from "./EventList.module.css";
import { eventsSource } from "./queries";

/** Two lines: what happened, then when and by whom. */
const ROW_PX = 46;

/** The columns for a history with so many versions. */
function columnsFor(last: number): Column<EventRowDto>[] {
  const digits = grouped(last).length;
  return [
    {
      key: "version",
      header: "v",
      width: `calc(${digits}ch + 18px)`,
      align: "end",
      cell: (row) => grouped(row.version),
    },
    { key: "event", header: "Event", width: "minmax(160px, 1fr)", cell: (row) => <What row={row} /> },
  ];
}

/** The events of an aggregate by their versions; selecting one goes to its version. */
export function EventList({
  id,
  last,
  version,
  onVersion,
}: {
  id: string;
  last: number;
  /** `null` while it is not known. */
  version: number | null;
  onVersion: (version: number) => void;
}) {
  const ipc = useIpc();
  const source = useMemo(() => eventsSource(ipc, id, last), [ipc, id, last]);
  const columns = useMemo(() => columnsFor(last), [last]);
  return (
    <DataGrid
      label="Events of this aggregate"
      source={source}
      columns={columns}
      rowPx={ROW_PX}
      total={last}
      selected={version === null || version === 0 ? null : String(version)}
      onSelect={(row) => onVersion(row.version)}
      empty={<EmptyState title="No events">This aggregate has no event that could be read.</EmptyState>}
      failureText={(failure) => toIpcError(failure).message}
    />
  );
}

function What({ row }: { row: EventRowDto }) {
  return (
    <div className={styles.what}>
      <div className={styles.type} title={visible(row.eventType)}>
        {row.marked && <Marked />}
        <SafeText text={row.eventType} />
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
