import { Button, type Choice, Field, Select } from "@/shared/ui";
import type { Problems } from "./check";
import styles from "./Form.module.css";
import type { ActorKind, Door, Draft } from "./model";

const ACTORS: Choice<ActorKind>[] = [
  { key: "user", label: "User" },
  { key: "service", label: "Service" },
  { key: "system", label: "System" },
];
const DOORS: Choice<Door>[] = [
  { key: "ui", label: "UI" },
  { key: "api", label: "API" },
  { key: "import", label: "Import" },
  { key: "webhook", label: "Webhook" },
  { key: "system", label: "System" },
];

/** What is asked for, under which ids, and by whom. */
export function CommandFields({
  draft,
  problems,
  isRecorded,
  onChange,
  onVisited,
}: {
  draft: Draft;
  problems: Problems;
  /** Whether the store is known to hold a command under this id. */
  isRecorded: boolean;
  onChange: (change: Partial<Draft>) => void;
  /** A field was filled in and left. */
  onVisited: (field: string) => void;
}) {
  const field = (name: "commandId" | "commandType" | "actor" | "correlationId") => ({
    value: draft[name],
    onChange: (text: string) => onChange({ [name]: text }),
    onBlur: () => draft[name] !== "" && onVisited(name),
    error: problems[name],
  });
  return (
    <>
      <div className={styles.command}>
        <Field label="Command type" {...field("commandType")} />
        <Field
          code
          label="Command id"
          hint={isRecorded ? "Recorded. Other content needs a new id." : undefined}
          {...field("commandId")}
        />
        <Button className={styles.besideField} onPress={() => onChange({ commandId: crypto.randomUUID() })}>
          New id
        </Button>
      </div>
      <div className={styles.who}>
        <Field label="Actor" {...field("actor")} />
        <Select
          label="Actor type"
          choices={ACTORS}
          selected={draft.actorType}
          onSelect={(actorType) => onChange({ actorType })}
        />
        <Select
          label="Source"
          choices={DOORS}
          selected={draft.source}
          onSelect={(source) => onChange({ source })}
        />
        <Field code label="Correlation id (optional)" {...field("correlationId")} />
      </div>
    </>
  );
}
