import type { ComparedDto, ComparedKind } from "@/ipc";
import { grouped } from "@/shared/lib/number";
import {
  ChangeSign,
  type Column,
  CopyableId,
  Instant,
  instantWidth,
  type Numbered,
  SafeText,
} from "@/shared/ui";
import styles from "./Compare.module.css";

/** Below this width the list scrolls sideways. */
export const GRID_PX_MIN = 780;

const SIGNS = { created: "added", changed: "changed", deleted: "removed" } as const;

/** What became of an aggregate: a sign and the word. */
export function KindMark({ kind }: { kind: ComparedKind }) {
  return (
    <span className={styles.kind}>
      <ChangeSign kind={SIGNS[kind]} /> {kind}
    </span>
  );
}

/** The columns of the list of aggregates that differ. */
export const COLUMNS: Column<Numbered<ComparedDto>>[] = [
  { key: "kind", header: "Became", width: "96px", cell: ({ row }) => <KindMark kind={row.kind} /> },
  {
    key: "type",
    header: "Type",
    width: "minmax(110px, 1fr)",
    cell: ({ row }) => <SafeText text={row.aggregateType} />,
  },
  {
    key: "id",
    header: "Aggregate",
    width: "minmax(130px, 1.4fr)",
    cell: ({ row }) => <CopyableId id={row.aggregateId} what="aggregate id" isTabStop={false} />,
  },
  {
    key: "versions",
    header: "Versions",
    width: "100px",
    align: "end",
    cell: ({ row }) => (
      <>
        {row.fromVersion === 0 ? "–" : grouped(row.fromVersion)} → {grouped(row.toVersion)}
      </>
    ),
  },
  { key: "events", header: "Events", width: "64px", align: "end", cell: ({ row }) => grouped(row.events) },
  {
    key: "when",
    header: "Last of them",
    width: instantWidth("minutes"),
    cell: ({ row: { lastEvent } }) => (
      <Instant iso={lastEvent.instant} asStored={lastEvent.timestamp} precision="minutes" />
    ),
  },
  {
    key: "what",
    header: "Event",
    width: "minmax(110px, 1fr)",
    cell: ({ row }) => <SafeText text={row.lastEvent.eventType} />,
  },
  {
    key: "who",
    header: "Actor",
    width: "minmax(80px, 0.8fr)",
    cell: ({ row }) => <SafeText text={row.lastEvent.actor} />,
  },
];
