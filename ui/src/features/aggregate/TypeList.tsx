import type { UseQueryResult } from "@tanstack/react-query";
import { ListBox } from "react-aria-components";
import { type TypeCountDto, toIpcError } from "@/ipc";
import { visible } from "@/shared/lib/hostile";
import { grouped } from "@/shared/lib/number";
import { CountedItem, ErrorState, Loading, SafeText } from "@/shared/ui";
import styles from "./TypeList.module.css";
import { LISTED_MAX, type TypeLine, typeLines } from "./typeCounts";

/** The types of aggregates with how many there are of each; choosing one shows only those. */
export function TypeList({
  types: { data, error, refetch },
  selected,
  onSelect,
}: {
  types: UseQueryResult<TypeCountDto[]>;
  selected: string | null;
  onSelect: (type: string | undefined) => void;
}) {
  if (error)
    return (
      <ErrorState
        title="Types could not be counted"
        message={toIpcError(error).message}
        onRetry={() => void refetch()}
      />
    );
  if (!data) return <Loading label="Counting…" />;
  const lines = typeLines(data);
  const chosen = lines.find((line) => line.type === selected);
  return (
    <div className={styles.pane}>
      <h2 className={styles.heading}>Type</h2>
      <ListBox
        aria-label="Types of aggregates"
        className={styles.list}
        items={lines}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={chosen ? [chosen.key] : []}
        onSelectionChange={(keys) => {
          const line = lines.find(({ key }) => keys !== "all" && keys.has(key));
          if (line) onSelect(line.type ?? undefined);
        }}
      >
        {(line) => <Line key={line.key} line={line} />}
      </ListBox>
      {data.length > LISTED_MAX && (
        <p className={styles.note}>
          The {grouped(LISTED_MAX)} most frequent of {grouped(data.length)} types.
        </p>
      )}
    </div>
  );
}

function Line({ line: { key, type, count, share } }: { line: TypeLine }) {
  return (
    <CountedItem
      id={key}
      textValue={type === null ? "All types" : visible(type)}
      count={grouped(count)}
      share={type === null ? undefined : share}
    >
      {type === null ? "All types" : <SafeText text={type} />}
    </CountedItem>
  );
}
