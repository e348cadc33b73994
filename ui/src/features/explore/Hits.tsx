import { useMemo } from "react";
import { type EventRowDto, type HitDto, toIpcError } from "@/ipc";
import { grouped } from "@/shared/lib/number";
import {
  Button,
  type Column,
  DataGrid,
  EmptyState,
  ErrorState,
  feedSource,
  Instant,
  instantWidth,
  Loading,
  type Numbered,
  SafeText,
} from "@/shared/ui";
import styles from "./Hits.module.css";
import type { TextSearch } from "./search";

const FIELDS = { data: "data", metadata: "metadata", actor: "actor", eventType: "type" } as const;

const COLUMNS: Column<Numbered<HitDto>>[] = [
  {
    key: "position",
    header: "#",
    width: "80px",
    align: "end",
    cell: ({ row: { row } }) => <span className={styles.minor}>{grouped(row.position)}</span>,
  },
  {
    key: "time",
    header: "Time",
    width: instantWidth("seconds"),
    cell: ({ row: { row } }) => <Instant iso={row.instant} asStored={row.timestamp} precision="seconds" />,
  },
  {
    key: "type",
    header: "Event",
    width: "minmax(140px, 1fr)",
    cell: ({ row: { row } }) => <SafeText text={row.eventType} className={styles.type} />,
  },
  {
    key: "actor",
    header: "Actor",
    width: "minmax(90px, 0.7fr)",
    cell: ({ row: { row } }) => <SafeText text={row.actor} />,
  },
  { key: "place", header: "Found in", width: "80px", cell: ({ row }) => FIELDS[row.field] },
  { key: "text", header: "Text", width: "minmax(220px, 2.4fr)", cell: ({ row }) => <Snippet hit={row} /> },
];

function Snippet({ hit: { before, match, after } }: { hit: HitDto }) {
  return (
    <span className={styles.snippet}>
      <span className={styles.before}>
        <SafeText text={before} />
      </span>
      <mark>
        <SafeText text={match} />
      </mark>
      <SafeText text={after} className={styles.after} />
    </span>
  );
}

/** The events in whose text something was found, the newest first, with the place. */
export function Hits({
  search,
  selected,
  onSelect,
  onOpen,
  onClear,
}: {
  search: TextSearch;
  selected: string | undefined;
  onSelect: (row: EventRowDto) => void;
  onOpen: (row: EventRowDto) => void;
  onClear: () => void;
}) {
  const { feed, name, end, failure } = search;
  const source = useMemo(() => feed && feedSource(feed, name), [feed, name]);
  if (failure !== null)
    return (
      <ErrorState
        title="The text was not searched"
        message={failure}
        onRetry={search.retry}
        actions={<Button onPress={onClear}>Clear the search</Button>}
      />
    );
  if (!source || !feed)
    return search.isStopped ? (
      <EmptyState title="The search was stopped" actions={<Button onPress={search.retry}>Search</Button>} />
    ) : (
      <Loading label="Searching…" />
    );
  const at = feed.rows.findIndex(({ row }) => row.position === selected);
  return (
    <DataGrid
      label="Hits"
      source={source}
      columns={COLUMNS}
      minWidth={820}
      total={end?.found ?? null}
      selected={at < 0 ? null : String(at)}
      onSelect={({ row }) => onSelect(row.row)}
      onActivate={({ row }) => onOpen(row.row)}
      failureText={(failed) => toIpcError(failed).message}
      empty={
        <EmptyState title="Nothing found" actions={<Button onPress={onClear}>Clear the search</Button>}>
          No event that fits the filter holds this in its data, metadata, actor or type. Letters of either
          case are the same; each word must stand somewhere in the event.
        </EmptyState>
      }
    />
  );
}
