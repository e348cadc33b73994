import { Link } from "@tanstack/react-router";
import type { CauseDto } from "@/ipc";
import { grouped } from "@/shared/lib/number";
import { Instant, SafeText } from "@/shared/ui";
import styles from "./Component.module.css";

/** What an event's causation id names: a command, another event, or nothing that this store holds. */
export function Cause({ cause, causationId }: { cause: CauseDto | null; causationId: string | null }) {
  if (causationId === null || cause === null) return <div className={styles.minor}>No cause is recorded</div>;
  switch (cause.kind) {
    case "unknown":
      return <div className={styles.minor}>Its cause is not in this store</div>;
    case "event":
      return (
        <div className={styles.fact}>
          <span className={styles.word}>After</span>
          <SafeText text={cause.row.eventType} />
          <Link to="/explore" search={{ sel: cause.row.position }} className={styles.word}>
            event {grouped(cause.row.position)}
          </Link>
        </div>
      );
    case "command":
      return <Command cause={cause} />;
  }
}

function Command({ cause }: { cause: CauseDto & { kind: "command" } }) {
  return (
    <>
      <div className={styles.fact}>
        <span className={styles.word}>Command</span>
        <SafeText text={cause.commandType} />
      </div>
      <div className={styles.minor}>
        by{" "}
        <Link to="/actor/$actor" params={{ actor: cause.actor }}>
          <SafeText text={cause.actor} />
        </Link>
        {cause.processedAt !== null && (
          <>
            , <Instant iso={cause.processedAt} />
          </>
        )}
      </div>
      {cause.data && (
        <details className={styles.request}>
          <summary>The request's own words</summary>
          <pre>
            <SafeText text={cause.data.text} />
          </pre>
        </details>
      )}
    </>
  );
}
