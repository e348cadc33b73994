import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { type EventRowDto, useOpenStore } from "@/ipc";
import { Button, EmptyState, Field, IdText, Instant, SafeText, useAsOf } from "@/shared/ui";
import { useLatest } from "./queries";
import styles from "./Start.module.css";

/** Where a trace begins: no correlation id chosen yet. */
export function TraceStartView() {
  return (
    <div className={styles.page}>
      <div className={styles.intro}>
        <EmptyState title="Follow one business operation">
          <p>
            All events of one operation share a correlation id, whichever aggregates they belong to. Paste one
            here, or select an event in <Link to="/explore">Explore</Link> and follow its correlation.
          </p>
          <CorrelationField />
        </EmptyState>
      </div>
      <Latest />
    </div>
  );
}

/** A correlation id that no event has. */
export function UnknownTrace({ correlationId }: { correlationId: string }) {
  return (
    <EmptyState title="No event has this correlation id">
      <p>
        <SafeText text={correlationId} className="mono" />
      </p>
      <p>
        An id must be whole. It may be that of an event, an aggregate or a command: the field at the top of
        the window finds any of them.
      </p>
      <CorrelationField />
    </EmptyState>
  );
}

function CorrelationField() {
  const [text, setText] = useState("");
  const navigate = useNavigate();
  const id = text.trim();
  const open = (event: FormEvent) => {
    event.preventDefault();
    if (id !== "") void navigate({ to: "/trace/$correlationId", params: { correlationId: id } });
  };
  return (
    <form className={styles.form} onSubmit={open}>
      <Field code label="Correlation id" value={text} onChange={setText} className={styles.field} />
      <Button type="submit" variant="primary" isDisabled={id === ""}>
        Trace
      </Button>
    </form>
  );
}

/** The operations that happened last, to begin with. */
function Latest() {
  const { data = [] } = useLatest(useOpenStore().events, useAsOf().at);
  if (data.length === 0) return null;
  return (
    <section aria-labelledby="latest-operations" className={styles.latest}>
      <h2 id="latest-operations" className={styles.heading}>
        Latest operations
      </h2>
      <ul className={styles.list}>
        {data.map((event) => (
          <li key={event.correlationId}>
            <Operation event={event} correlationId={event.correlationId ?? ""} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Operation({ event, correlationId }: { event: EventRowDto; correlationId: string }) {
  return (
    <Link to="/trace/$correlationId" params={{ correlationId }} className={styles.operation}>
      <Instant iso={event.instant} asStored={event.timestamp} precision="seconds" />
      <SafeText text={event.eventType} className={styles.what} />
      <SafeText text={event.actor} className={styles.who} />
      <IdText id={correlationId} className={styles.id} />
    </Link>
  );
}
