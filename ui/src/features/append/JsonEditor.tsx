import { type UIEvent, useId, useMemo, useRef } from "react";
import { classes } from "@/shared/lib/classes";
import { bytes } from "@/shared/lib/number";
import styles from "./JsonEditor.module.css";
import { jsonProblem } from "./jsonProblem";

const ROWS_MAX = 16;

/** A place to write JSON. The text is never changed, only judged; Tab leaves it, as in every other field. */
export function JsonEditor({
  label,
  text,
  onText,
  rows = 3,
}: {
  label: string;
  text: string;
  onText: (text: string) => void;
  /** How many lines there are room for at least. */
  rows?: number;
}) {
  const id = useId();
  const gutter = useRef<HTMLPreElement>(null);
  const problem = useMemo(() => jsonProblem(text), [text]);
  const lines = useMemo(() => text.split("\n").length, [text]);
  const follow = (event: UIEvent<HTMLTextAreaElement>) => {
    if (gutter.current) gutter.current.style.transform = `translateY(${-event.currentTarget.scrollTop}px)`;
  };
  return (
    <div className={styles.editor}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={classes(styles.box, problem && styles.invalid)}>
        <div className={styles.gutter} aria-hidden>
          <pre ref={gutter}>{numbers(lines)}</pre>
        </div>
        <textarea
          id={id}
          className={styles.text}
          value={text}
          rows={Math.min(ROWS_MAX, Math.max(rows, lines))}
          wrap="off"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          aria-invalid={problem !== null}
          aria-describedby={`${id}-state`}
          onChange={(event) => onText(event.target.value)}
          onScroll={follow}
        />
      </div>
      <p id={`${id}-state`} className={problem ? styles.error : styles.state}>
        {problem?.message ?? `Valid JSON, ${bytes(new TextEncoder().encode(text).length)}`}
      </p>
    </div>
  );
}

function numbers(lines: number): string {
  return Array.from({ length: lines }, (_, line) => line + 1).join("\n");
}
