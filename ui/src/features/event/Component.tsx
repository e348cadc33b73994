import type { EventDetailDto, Filter } from "@/ipc";
import { toIpcError } from "@/ipc";
import { grouped } from "@/shared/lib/number";
import { Button, ErrorState, JsonView, Loading, SafeText, useCopy } from "@/shared/ui";
import styles from "./Component.module.css";
import { Facts } from "./Facts";
import { Marks } from "./Marks";
import { eventJson } from "./model";
import { useEvent } from "./queries";

/** One event in full: who, what, when, where, why, and its payload. `within` is the filter a "filter by this" adds to. */
export function EventPane({ position, within = {} }: { position: string; within?: Filter }) {
  const { data, error, refetch } = useEvent(position);
  if (error && !data)
    return <ErrorState message={toIpcError(error).message} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={`Event ${grouped(position)}…`} />;
  return <Shown detail={data} within={within} />;
}

function Shown({ detail, within }: { detail: EventDetailDto; within: Filter }) {
  const { row, data, metadata, marks } = detail;
  const [outcome, copy] = useCopy();
  return (
    <div className={styles.pane}>
      <header className={styles.head}>
        <div className={styles.title}>
          <h2>
            <SafeText text={row.eventType} />
          </h2>
          <span className={styles.position}>Event {grouped(row.position)}</span>
        </div>
        <Button small onPress={() => void copy(eventJson(detail))}>
          {outcome ?? "Copy as JSON"}
        </Button>
      </header>
      <div className={styles.body}>
        {marks.length > 0 && <Marks marks={marks} />}
        <Facts detail={detail} within={within} />
        <JsonView title="Data" text={data.text} isJson={data.isJson} />
        {metadata ? (
          <JsonView title="Metadata" text={metadata.text} isJson={metadata.isJson} />
        ) : (
          <p className={styles.none}>No metadata: the store holds NULL.</p>
        )}
      </div>
    </div>
  );
}
