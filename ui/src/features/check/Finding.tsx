import { Link } from "@tanstack/react-router";
import type { FindingDto } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";
import { CopyableId, Instant, SafeText } from "@/shared/ui";
import styles from "./Check.module.css";
import { Severity } from "./Severity";
import { KIND_WORDS, SEVERITY_WORDS } from "./words";

/** One finding in full: what, where, since when, how many, and the events and commands that it is about. */
export function Finding({ finding }: { finding: FindingDto }) {
  const { kind, severity, text, since, count, aggregateId, aggregateType, eventType, eventVersion } = finding;
  const more = Number(count) - Math.max(finding.positions.length, finding.commands.length);
  return (
    <div className={styles.finding}>
      <h2>{KIND_WORDS[kind].name}</h2>
      <p>
        <SafeText text={text} />
      </p>
      <p className={styles.minor}>{KIND_WORDS[kind].means}</p>
      <dl className={styles.facts}>
        <dt>How grave</dt>
        <dd>
          <Severity of={severity} />: {SEVERITY_WORDS[severity].means}
        </dd>
        <dt>Since</dt>
        <dd>{since === null ? "unknown" : <Instant iso={since} precision="seconds" />}</dd>
        <dt>How many</dt>
        <dd>{grouped(count)}</dd>
        {aggregateId !== null && (
          <>
            <dt>Aggregate</dt>
            <dd>
              <Link to="/aggregates/$id" params={{ id: aggregateId }}>
                <SafeText text={`${aggregateType ?? ""} ${aggregateId}`} />
              </Link>
            </dd>
          </>
        )}
        {eventType !== null && (
          <>
            <dt>Event type</dt>
            <dd>
              <Link to="/explore" search={{ eventType }}>
                <SafeText text={eventType} />
              </Link>
              {eventVersion !== null && <span className={styles.minor}> form {eventVersion}</span>}
            </dd>
          </>
        )}
        {kind === "causeMissing" && finding.subject !== null && (
          <>
            <dt>Named by</dt>
            <dd>
              <Link to="/explore" search={{ causationId: finding.subject }}>
                all events that name it
              </Link>
            </dd>
          </>
        )}
      </dl>
      {finding.positions.length > 0 && (
        <section aria-label="Events that it is about">
          <h3>Events</h3>
          <ul className={styles.links}>
            {finding.positions.map((position, index) => (
              <li key={position}>
                <Link to="/explore" search={{ sel: position }}>
                  Event {grouped(position)}
                </Link>
                {kind === "correction" && (
                  <span className={styles.minor}>{index === 0 ? " corrects" : " is corrected"}</span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {finding.commands.length > 0 && (
        <section aria-label="Commands that it is about">
          <h3>Commands</h3>
          <ul className={styles.links}>
            {finding.commands.map((command) => (
              <li key={command}>
                <CopyableId id={command} what="command id" />
              </li>
            ))}
          </ul>
        </section>
      )}
      {more > 0 && finding.positions.length + finding.commands.length > 1 && (
        <p className={styles.minor}>and {counted(more, "more", "more")}</p>
      )}
    </div>
  );
}
