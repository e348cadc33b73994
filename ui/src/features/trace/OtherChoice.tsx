import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { type TraceDto, useOpenStore } from "@/ipc";
import { Button, EmptyState, Field, IdText, Instant, SafeText, useAsOf } from "@/shared/ui";
import { useAlike } from "./queries";
import start from "./Start.module.css";
import styles from "./Trace.module.css";

/** Which operation to lay beside this one: by its id, or one of the latest that are alike. */
export function OtherChoice({ trace, onChoose }: { trace: TraceDto; onChoose: (id: string) => void }) {
  const [text, setText] = useState("");
  const id = text.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (id !== "") onChoose(id);
  };
  const first = trace.nodes.find(({ kind, outside }) => kind === "event" && !outside);
  const type = trace.types[first?.name ?? -1];
  const { data = [], isPending } = useAlike(type, trace.correlationId, useOpenStore().events, useAsOf().at);
  return (
    <div className={start.page}>
      <div className={start.intro}>
        <EmptyState title="Lay another operation beside this one">
          <p>
            Two runs of the same thing have the same causes and effects. What one has and the other lacks is
            shown line by line, and what came earlier or later.
          </p>
          <form className={start.form} onSubmit={submit}>
            <Field
              code
              label="Correlation id of the other one"
              value={text}
              onChange={setText}
              className={start.field}
            />
            <Button type="submit" variant="primary" isDisabled={id === ""}>
              Compare
            </Button>
          </form>
        </EmptyState>
      </div>
      {type !== undefined && (
        <section aria-labelledby="alike-operations" className={start.latest}>
          <h2 id="alike-operations" className={start.heading}>
            Latest other operations with a <SafeText text={type} />
          </h2>
          {data.length === 0 && (
            <p className={styles.minor}>{isPending ? "Looking…" : "There is no other one."}</p>
          )}
          <ul className={start.list}>
            {data.map((event) => (
              <li key={event.correlationId}>
                <Link
                  from="/trace/$correlationId"
                  search={(last) => ({ ...last, with: event.correlationId ?? undefined })}
                  className={start.operation}
                >
                  <Instant iso={event.instant} asStored={event.timestamp} precision="seconds" />
                  <SafeText text={event.eventType} className={start.what} />
                  <SafeText text={event.actor} className={start.who} />
                  <IdText id={event.correlationId ?? ""} className={start.id} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
