import { type FormEvent, useState } from "react";
import { Button, Field, Segmented, Select } from "@/shared/ui";
import styles from "./Question.module.css";
import { conditionOf, type QuestionSearch, type Reading, TESTS, type TestKind } from "./question";

/**
 * Where a question about a path is asked: which, what of it, and of this aggregate or all of its type. Without a type
 * it is about this one.
 */
export function QuestionForm({
  question,
  aggregateType = null,
  action = "Find",
  onAsk,
}: {
  question: QuestionSearch;
  aggregateType?: string | null;
  /** What its button says. */
  action?: string;
  onAsk: (question: QuestionSearch) => void;
}) {
  const [path, setPath] = useState(question.path ?? "");
  const [test, setTest] = useState<TestKind>(question.test ?? "changes");
  const [value, setValue] = useState(question.value ?? "");
  const [over, setOver] = useState<"one" | "type">(question.over ?? "one");
  const [wrong, setWrong] = useState<(Reading & { kind: "wrong" }) | null>(null);
  /** A part that stays marked as wrong would keep the form from being sent. */
  const changing = (set: (text: string) => void) => (text: string) => {
    set(text);
    setWrong(null);
  };
  const takesValue = TESTS.some(({ key, takesValue }) => key === test && takesValue);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const reading = conditionOf(path.trim(), test, value);
    if (reading.kind === "wrong") return setWrong(reading);
    setWrong(null);
    onAsk({
      path: path.trim(),
      test: test === "changes" ? undefined : test,
      value: takesValue ? value.trim() : undefined,
      over: over === "type" ? over : undefined,
    });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field
        code
        label="When path"
        placeholder="/owner"
        value={path}
        onChange={changing(setPath)}
        error={wrong?.part === "path" ? wrong.message : null}
        className={styles.path}
      />
      <Select
        label="What it does"
        choices={[...TESTS]}
        selected={test}
        onSelect={(next) => {
          setTest(next);
          setWrong(null);
        }}
        className={styles.test}
      />
      {takesValue && (
        <Field
          code
          label="Value, as JSON"
          placeholder={'100 or "Active"'}
          value={value}
          onChange={changing(setValue)}
          error={wrong?.part === "value" ? wrong.message : null}
          className={styles.value}
        />
      )}
      {aggregateType !== null && (
        <Segmented
          label="Where to look"
          choices={[
            { key: "one", label: "This one" },
            { key: "type", label: `Every ${aggregateType}` },
          ]}
          selected={over}
          onSelect={setOver}
        />
      )}
      <Button type="submit">{action}</Button>
    </form>
  );
}
