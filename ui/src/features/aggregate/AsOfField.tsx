import { type FormEvent, useState } from "react";
import { Button, Field, useZone } from "@/shared/ui";
import { readAsOf, typedAsOf } from "./asOf";
import styles from "./PointBar.module.css";

/** A place to type an instant; the state that stood then is shown. Emptied, it leads back to the latest. */
export function AsOfField({
  instant,
  onInstant,
  onLatest,
}: {
  instant: string | null;
  onInstant: (instant: string) => void;
  onLatest: () => void;
}) {
  const zone = useZone();
  const [text, setText] = useState(instant === null ? "" : typedAsOf(instant, zone));
  const [isWrong, setWrong] = useState(false);
  const change = (next: string) => {
    setText(next);
    setWrong(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return instant === null ? undefined : onLatest();
    const read = readAsOf(text, zone);
    setWrong(read === null);
    if (read !== null) onInstant(read);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field
        code
        className={styles.field}
        label={zone === "utc" ? "As of, UTC" : "As of, local time"}
        placeholder="2025-03-31 23:59"
        value={text}
        onChange={change}
        error={isWrong ? "Type a year, a day or a time, such as 2025-03-31 or 2025-03-31 23:59." : null}
      />
      <Button type="submit">Show</Button>
    </form>
  );
}
