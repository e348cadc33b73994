import { type FormEvent, useState } from "react";
import { readAsOf, typedAsOf } from "@/shared/lib/asOf";
import styles from "./AsOfField.module.css";
import { Button } from "./Button";
import { Field } from "./Field";
import { useZone } from "./zone";

/** A place to type an instant; what stood then is shown. Emptied, it leads back to now. */
export function AsOfField({
  instant,
  stacked = false,
  onInstant,
  onNow,
}: {
  instant: string | null;
  /** Label over field over button, with the focus in the field: in a small window of its own. */
  stacked?: boolean;
  onInstant: (instant: string) => void;
  onNow: () => void;
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
    if (text.trim() === "") return instant === null ? undefined : onNow();
    const read = readAsOf(text, zone);
    setWrong(read === null);
    if (read !== null) onInstant(read);
  };
  return (
    <form className={stacked ? styles.stacked : styles.form} onSubmit={submit}>
      <Field
        code
        className={stacked ? undefined : styles.field}
        autoFocus={stacked}
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
