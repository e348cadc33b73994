import { Trash2 } from "lucide-react";
import { useId } from "react";
import { ComboBox, Field, IconButton, SafeText } from "@/shared/ui";
import type { Problems } from "./check";
import styles from "./Form.module.css";
import { JsonEditor } from "./JsonEditor";
import type { DraftEvent } from "./model";

/** One event of the command. */
export function EventFields({
  event,
  number,
  isOnly,
  types,
  problems,
  onChange,
  onRemove,
}: {
  event: DraftEvent;
  /** Its place in the command, from 1. */
  number: number;
  isOnly: boolean;
  types: { name: string; count: number }[];
  problems: Problems;
  onChange: (change: Partial<DraftEvent>) => void;
  onRemove: () => void;
}) {
  const id = useId();
  const problem = (field: string) => problems[`events.${event.key}.${field}`] ?? null;
  return (
    <fieldset className={styles.event} aria-labelledby={id}>
      <div className={styles.eventTitle}>
        <h3 id={id}>Event {number}</h3>
        <SafeText text={event.eventType} className={styles.echo} />
        {!isOnly && (
          <IconButton small label={`Remove event ${number}`} onPress={onRemove}>
            <Trash2 size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      <div className={styles.eventHead}>
        <ComboBox
          label="Event type"
          choices={types.map(({ name }) => ({ key: name, label: name }))}
          text={event.eventType}
          onText={(eventType) => onChange({ eventType })}
          error={problem("eventType")}
        />
        <Field
          label="Event version"
          inputMode="numeric"
          value={event.eventVersion}
          onChange={(eventVersion) => onChange({ eventVersion })}
          error={problem("eventVersion")}
        />
      </div>
      <JsonEditor
        label={`Data of event ${number}`}
        text={event.data}
        onText={(data) => onChange({ data })}
        rows={3}
      />
    </fieldset>
  );
}
