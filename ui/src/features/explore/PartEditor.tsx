import { useState } from "react";
import { type FilterPart, useAggregateTypes } from "@/ipc";
import { instantLine, readTyped } from "@/shared/lib/instant";
import { grouped } from "@/shared/lib/number";
import { Button, type Choice, EditorForm, Field, PickList, useZone } from "@/shared/ui";
import styles from "./Component.module.css";
import { PART_LABELS, PART_WORDS } from "./model";
import { useEventTypes } from "./queries";

interface EditorProps {
  part: FilterPart;
  /** The present value; empty for a new part. */
  value: string;
  /** The new value, or `null` when the person changed their mind. */
  onDone: (value: string | null) => void;
}

/** Asks for the value of one part of a filter, in the way that suits it. */
export function PartEditor(props: EditorProps) {
  const { part } = props;
  if (part === "from" || part === "until") return <InstantEditor {...props} part={part} />;
  if (part === "fromPosition" || part === "toPosition") return <PositionEditor {...props} />;
  if (PART_WORDS[part]) return <WordEditor {...props} words={PART_WORDS[part]} />;
  if (part === "eventType" || part === "aggregateType") return <TypeEditor {...props} part={part} />;
  return <TextEditor {...props} />;
}

function WordEditor({ part, value, words, onDone }: EditorProps & { words: readonly string[] }) {
  return (
    <div className={styles.choice} role="group" aria-label={PART_LABELS[part]}>
      {words.map((word, index) => (
        <Button
          key={word}
          variant={word === value ? "plain" : "quiet"}
          autoFocus={value === "" ? index === 0 : word === value}
          onPress={() => onDone(word)}
        >
          {word}
        </Button>
      ))}
    </div>
  );
}

function TypeEditor({ part, onDone }: EditorProps & { part: "eventType" | "aggregateType" }) {
  // It begins empty even when there is a value: the list shall offer all types, not the present one alone.
  const [text, setText] = useState("");
  const events = useEventTypes(part === "eventType");
  const aggregates = useAggregateTypes(null, part === "aggregateType");
  const types = part === "eventType" ? events : aggregates;
  const choices: Choice<string>[] = (types.data ?? []).map(({ name, count }) => ({
    key: name,
    label: name,
    note: grouped(count),
  }));
  return (
    <EditorForm isReady={text !== ""} onApply={() => onDone(text)} onCancel={() => onDone(null)}>
      <PickList
        label={PART_LABELS[part]}
        choices={choices}
        text={text}
        onText={setText}
        onPick={onDone}
        isLoading={types.isFetching}
      />
    </EditorForm>
  );
}

function TextEditor({ part, value, onDone }: EditorProps) {
  const [text, setText] = useState(value);
  const isId = part !== "actor";
  return (
    <EditorForm isReady={text !== ""} onApply={() => onDone(text)} onCancel={() => onDone(null)}>
      <Field
        label={PART_LABELS[part]}
        value={text}
        onChange={setText}
        code={isId}
        autoFocus
        hint={
          isId
            ? "The whole id, as it is spelled in the store"
            : "The whole name, as it is spelled in the store"
        }
      />
    </EditorForm>
  );
}

/** Asks for words and phrases that the text of an event is to hold. */
export function WordsEditor({ value, onDone }: Omit<EditorProps, "part">) {
  const [text, setText] = useState(value);
  return (
    <EditorForm isReady={text.trim() !== ""} onApply={() => onDone(text)} onCancel={() => onDone(null)}>
      <Field
        label="Text"
        value={text}
        onChange={setText}
        autoFocus
        hint={'Words, or "an exact phrase"; all of them must stand in an event'}
      />
    </EditorForm>
  );
}

function PositionEditor({ part, value, onDone }: EditorProps) {
  const [text, setText] = useState(value);
  const digits = text.replace(/[\s,_']/g, "");
  const isReady = /^-?\d{1,19}$/.test(digits);
  return (
    <EditorForm isReady={isReady} onApply={() => onDone(digits)} onCancel={() => onDone(null)}>
      <Field
        label={PART_LABELS[part]}
        value={text}
        onChange={setText}
        autoFocus
        error={text !== "" && !isReady ? "A position is a whole number." : null}
        hint="Included"
      />
    </EditorForm>
  );
}

function InstantEditor({ part, value, onDone }: EditorProps & { part: "from" | "until" }) {
  const zone = useZone();
  const [text, setText] = useState(value === "" ? "" : instantLine(value, "utc", "full"));
  const read = readTyped(text, zone);
  // "Before March" leaves March out; "before 3 March 12:00" leaves that minute out: always the start of what is named.
  const instant = read?.from ?? null;
  return (
    <EditorForm isReady={instant !== null} onApply={() => onDone(instant)} onCancel={() => onDone(null)}>
      <Field
        label={`${PART_LABELS[part]} (${zone === "utc" ? "UTC" : "local time"} unless a zone is given)`}
        value={text}
        onChange={setText}
        autoFocus
        placeholder="2026-03-31 23:59"
        error={
          text !== "" && !read ? "A year, a month, a day or a time: 2026, 2026-03, 2026-03-31 23:59." : null
        }
      />
      {instant && (
        <p role="status" className={styles.reading}>
          {part === "from" ? "At or after" : "Before"} {instantLine(instant, zone)}
        </p>
      )}
    </EditorForm>
  );
}
