import { Link } from "@tanstack/react-router";
import { ListFilter } from "lucide-react";
import type { ReactNode } from "react";
import type { EventDetailDto, Filter, FilterPart } from "@/ipc";
import { classes } from "@/shared/lib/classes";
import { visible } from "@/shared/lib/hostile";
import { CopyableId, Instant, SafeText } from "@/shared/ui";
import { Cause } from "./Cause";
import styles from "./Component.module.css";

/** Who, what, when, where and why. */
export function Facts({ detail, within }: { detail: EventDetailDto; within: Filter }) {
  const { row } = detail;
  const by = { within, position: row.position };
  return (
    <dl className={styles.facts}>
      <dt>Who</dt>
      <dd>
        <Fact>
          <Link to="/actor/$actor" params={{ actor: row.actor }}>
            <SafeText text={row.actor} />
          </Link>
          <FilterBy part="actor" value={row.actor} {...by} />
        </Fact>
        <Fact>
          <SafeText text={row.actorType} className={styles.minor} />
        </Fact>
      </dd>
      <dt>What</dt>
      <dd>
        <Fact>
          <SafeText text={row.eventType} />
          <span className={classes(styles.minor, styles.word)}>form {row.eventVersion}</span>
          <FilterBy part="eventType" value={row.eventType} {...by} />
        </Fact>
        <Fact>
          <CopyableId id={row.eventId} what="event id" />
        </Fact>
      </dd>
      <dt>When</dt>
      <dd>
        <Fact>
          <Instant iso={row.instant} asStored={row.timestamp} precision="full" />
        </Fact>
        {row.instant !== row.timestamp && (
          <Fact>
            <span className={styles.minor}>
              stored as <SafeText text={row.timestamp} className="mono" />
            </span>
          </Fact>
        )}
      </dd>
      <dt>Where</dt>
      <dd>
        <Fact>
          <SafeText text={row.aggregateType} />
          <Link
            to="/aggregates/$id"
            params={{ id: row.aggregateId }}
            search={{ v: row.version }}
            className={styles.word}
          >
            version {row.version}
          </Link>
          <FilterBy part="aggregateId" value={row.aggregateId} {...by} />
        </Fact>
        <Fact>
          <CopyableId id={row.aggregateId} what="aggregate id" />
        </Fact>
        <Fact>
          <span className={styles.minor}>
            through <SafeText text={row.source} />
          </span>
        </Fact>
      </dd>
      <dt>Why</dt>
      <dd>
        <Cause cause={detail.cause} causationId={row.causationId} />
        {row.causationId !== null && (
          <Fact>
            <CopyableId id={row.causationId} what="causation id" />
            <FilterBy part="causationId" value={row.causationId} {...by} />
          </Fact>
        )}
        <Correlation id={row.correlationId} by={by} />
      </dd>
    </dl>
  );
}

function Correlation({ id, by }: { id: string | null; by: { within: Filter; position: string } }) {
  if (id === null)
    return (
      <Fact>
        <span className={styles.minor}>No correlation id</span>
      </Fact>
    );
  return (
    <>
      <Fact>
        <span>Part of an operation</span>
        <Link to="/trace/$correlationId" params={{ correlationId: id }} search={{ sel: by.position }}>
          trace it
        </Link>
      </Fact>
      <Fact>
        <CopyableId id={id} what="correlation id" />
        <FilterBy part="correlationId" value={id} {...by} />
      </Fact>
    </>
  );
}

function Fact({ children }: { children: ReactNode }) {
  return <div className={styles.fact}>{children}</div>;
}

/** Shows only the events that have the same value, and keeps this one selected. */
function FilterBy({
  part,
  value,
  within,
  position,
}: {
  part: FilterPart;
  value: string;
  within: Filter;
  position: string;
}) {
  return (
    <Link
      to="/explore"
      search={(current) => ({
        ...within,
        [part]: value,
        sel: position,
        ...("order" in current && current.order === "oldest" && { order: "oldest" as const }),
      })}
      className={styles.by}
      aria-label={`Filter by ${visible(value)}`}
      title="Show only events with this value"
    >
      <ListFilter size={13} aria-hidden />
    </Link>
  );
}
