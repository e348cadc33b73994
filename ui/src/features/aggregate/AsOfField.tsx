import { type FormEvent, useState } from "react";
import type { AtDto } from "@/ipc";
import { Button, Field, useZone } from "@/shared/ui";
import styles from "./AsOfField.module.css";
import { readAsOf, typedAsOf } from "./asOf";

/** A place to type an instant; the state that stood then is shown. */
export function AsOfField({ point, onInstant }: { point: AtDto; onInstant: (point: AtDto) => void }) {
  const zone = useZone();
  const [text, setText] = useState(point.kind === "instant" ? typedAsOf(point.instant, zone) : "");
  const [isWrong, setWrong] = useState(false);
  const change = (next: string) => {
    setText(next);
    setWrong(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return point.kind === "instant" ? onInstant({ kind: "latest" }) : undefined;
    const instant = readAsOf(text, zone);
    setWrong(instant === null);
    if (instant !== null) onInstant({ kind: "instant", instant });
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
