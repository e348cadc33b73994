import { type FormEvent, useState } from "react";
import { Button, Field, Segmented } from "@/shared/ui";
import styles from "./Check.module.css";
import type { CheckSearch } from "./model";

const LABELS = { aggregate: "Aggregate id", operation: "Correlation id" };

/** What is looked through. */
export function ScopeBar({
  search: { scope, id },
  onChange,
}: {
  search: CheckSearch;
  onChange: (next: CheckSearch) => void;
}) {
  const [text, setText] = useState(id ?? "");
  const wanted = text.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (scope !== undefined && wanted !== "") onChange({ scope, id: wanted });
  };
  return (
    <div className={styles.bar}>
      <h2 className={styles.heading}>Check</h2>
      <Segmented
        label="What to look through"
        choices={[
          { key: "store", label: "Whole store" },
          { key: "aggregate", label: "One aggregate" },
          { key: "operation", label: "One operation" },
        ]}
        selected={scope ?? "store"}
        onSelect={(key) => onChange(key === "store" ? {} : { scope: key })}
      />
      {scope !== undefined && (
        <form className={styles.form} onSubmit={submit}>
          <Field
            code
            aria-label={LABELS[scope]}
            label=""
            placeholder={LABELS[scope]}
            value={text}
            onChange={setText}
            className={styles.field}
          />
          <Button type="submit" isDisabled={wanted === "" || wanted === id}>
            Check it
          </Button>
        </form>
      )}
    </div>
  );
}
