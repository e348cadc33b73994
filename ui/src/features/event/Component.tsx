import { useCallback } from "react";
import type { EventDetailDto, Filter } from "@/ipc";
import { toIpcError } from "@/ipc";
import { grouped } from "@/shared/lib/number";
import { Banner, Button, ErrorState, JsonView, Loading, SafeText, useAsOf, useCopy } from "@/shared/ui";
import styles from "./Component.module.css";
import { Facts } from "./Facts";
import { Marks } from "./Marks";
import { eventJson } from "./model";
import { useEvent } from "./queries";

const NONE: readonly string[] = [];
const IDLE_MAX = 20;

/**
 * One event in full: who, what, when, where, why, and its payload. `within` is the filter a "filter by this" adds to;
 * `idle` are the fields of the payload, as JSON Pointers, that changed nothing.
 */
export function EventPane({
  position,
  within = {},
  idle = NONE,
}: {
  position: string;
  within?: Filter;
  idle?: readonly string[];
}) {
  const { data, error, refetch } = useEvent(position);
  if (error && !data)
    return <ErrorState message={toIpcError(error).message} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={`Event ${grouped(position)}…`} />;
  // While the next event is on its way, what is known of it does not fit the one in sight.
  return <Shown detail={data} within={within} idle={data.row.position === position ? idle : NONE} />;
}

/** Says of an event that the instant of all views had not seen it yet. */
function Later({ instant }: { instant: string | null }) {
  const { at, go } = useAsOf();
  if (at === null || instant === null || instant <= at) return null;
  return (
    <Banner
      actions={
        <Button small onPress={() => go(instant)}>
          Go there
        </Button>
      }
    >
      This came later than the instant that the views show.
    </Banner>
  );
}

function Shown({
  detail,
  within,
  idle,
}: {
  detail: EventDetailDto;
  within: Filter;
  idle: readonly string[];
}) {
  const { row, data, metadata, marks } = detail;
  const [outcome, copy] = useCopy();
  const decorate = useCallback(
    ({ path }: { path: string }) =>
      idle.includes(path) ? { end: <span className={styles.minor}>changed nothing</span> } : null,
    [idle],
  );
  return (
    <div className={styles.pane}>
      <Later instant={row.instant} />
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
        <JsonView title="Data" text={data.text} isJson={data.isJson} decorate={decorate} />
        {idle.length > 0 && <Idle paths={idle} />}
        {metadata ? (
          <JsonView title="Metadata" text={metadata.text} isJson={metadata.isJson} />
        ) : (
          <p className={styles.none}>No metadata: the store holds NULL.</p>
        )}
      </div>
    </div>
  );
}

/** Fields of the payload that said what the state said already. */
function Idle({ paths }: { paths: readonly string[] }) {
  const more = paths.length - IDLE_MAX;
  return (
    <p className={styles.idle}>
      Changed nothing:{" "}
      {paths.slice(0, IDLE_MAX).map((path) => (
        <SafeText key={path} text={path === "" ? "the whole payload" : path} className="mono" />
      ))}
      {more > 0 && ` and ${grouped(more)} more`}
    </p>
  );
}
