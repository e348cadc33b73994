import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useIpc } from "@/ipc";
import { instantLine, readTyped, type Zone } from "@/shared/lib/instant";
import { grouped } from "@/shared/lib/number";
import { EditorForm, Field, PickList, Segmented, useZone } from "@/shared/ui";
import {
  DELETED_WORDS,
  type Deleted,
  type DirectorySearch,
  PARTS,
  type Part,
  valuesOf,
  withValues,
} from "./directory";

interface FormProps {
  part: Part;
  search: DirectorySearch;
  onChange: (search: DirectorySearch) => void;
  onClose: () => void;
}

/** Asks for the values of one part, in the way that suits it. */
export function PartForm({ part, search, onChange, onClose }: FormProps) {
  const given = valuesOf(search, part);
  const apply = (values: (string | undefined)[]) => {
    onClose();
    onChange(withValues(search, part, values));
  };
  const ways = { given, onApply: apply, onCancel: onClose };
  if (part === "id") return <IdForm {...ways} />;
  if (part === "lastEvent") return <TypeForm {...ways} />;
  if (part === "deleted") return <DeletedForm {...ways} />;
  return <RangeForm {...ways} part={part} />;
}

interface Ways {
  given: (string | undefined)[];
  onApply: (values: (string | undefined)[]) => void;
  onCancel: () => void;
}

function IdForm({ given, onApply, onCancel }: Ways) {
  const [text, setText] = useState(given[0] ?? "");
  return (
    <EditorForm isReady={text !== ""} onApply={() => onApply([text])} onCancel={onCancel}>
      <Field
        label={PARTS.id.label}
        value={text}
        onChange={setText}
        code
        autoFocus
        hint="Any part of the id; capital and small letters are the same"
      />
    </EditorForm>
  );
}

function TypeForm({ given, onApply, onCancel }: Ways) {
  const ipc = useIpc();
  const [text, setText] = useState(given[0] ?? "");
  const types = useQuery({ queryKey: ["event types"], queryFn: ({ signal }) => ipc.eventTypes(signal) });
  const choices = (types.data ?? []).map(({ name, count }) => ({
    key: name,
    label: name,
    note: grouped(count),
  }));
  return (
    <EditorForm isReady={text !== ""} onApply={() => onApply([text])} onCancel={onCancel}>
      <PickList
        label={PARTS.lastEvent.label}
        choices={choices}
        text={text}
        onText={setText}
        onPick={(name) => onApply([name])}
        isLoading={types.isFetching}
      />
    </EditorForm>
  );
}

const DELETED: Deleted[] = ["yes", "no", "unknown"];

function DeletedForm({ given, onApply, onCancel }: Ways) {
  const [chosen, choose] = useState<Deleted>(DELETED.find((each) => each === given[0]) ?? "yes");
  return (
    <EditorForm isReady onApply={() => onApply([chosen])} onCancel={onCancel}>
      <div>
        <Segmented
          label={PARTS.deleted.label}
          choices={DELETED.map((key) => ({ key, label: DELETED_WORDS[key] }))}
          selected={chosen}
          onSelect={choose}
        />
      </div>
    </EditorForm>
  );
}

/** How the ends of a range are typed. */
interface Ends {
  labels: readonly [string, string];
  /** A value as it is typed. */
  spelled: (value: string) => string;
  /** What was typed; `null` where it cannot be read. */
  read: (text: string) => string | null;
  problem: string;
  placeholder?: string;
}

const VERSIONS: Ends = {
  labels: ["At least", "At most"],
  spelled: (value) => value,
  read: (text) => (/^\d{1,9}$/.test(text.replace(/[\s,_']/g, "")) ? text.replace(/[\s,_']/g, "") : null),
  problem: "A number of versions is a whole number.",
};

/** The start of what is named is meant: "before March" leaves March out. */
function instants(zone: Zone): Ends {
  const where = zone === "utc" ? "UTC" : "local time";
  return {
    labels: [`At or after (${where})`, `Before (${where})`],
    spelled: (value) => instantLine(value, zone, "full"),
    read: (text) => readTyped(text, zone)?.from ?? null,
    problem: "A year, a month, a day or a time: 2026, 2026-03, 2026-03-31 23:59.",
    placeholder: "2026-03-31 23:59",
  };
}

function RangeForm({ part, given, onApply, onCancel }: Ways & { part: Part }) {
  const zone = useZone();
  const ends = part === "versions" ? VERSIONS : instants(zone);
  const [texts, setTexts] = useState(
    [0, 1].map((end) => (given[end] === undefined ? "" : ends.spelled(given[end]))),
  );
  const values = texts.map((text) => (text.trim() === "" ? undefined : ends.read(text.trim())));
  const isReady = values.every((value) => value !== null) && values.some((value) => value !== undefined);
  return (
    <EditorForm
      isReady={isReady}
      onApply={() => onApply(values.map((value) => value ?? undefined))}
      onCancel={onCancel}
    >
      {ends.labels.map((label, end) => (
        <Field
          key={label}
          label={`${PARTS[part].label}: ${label.toLowerCase()}`}
          value={texts[end] ?? ""}
          onChange={(text) => setTexts((before) => before.map((old, at) => (at === end ? text : old)))}
          autoFocus={end === 0}
          placeholder={ends.placeholder}
          error={values[end] === null ? ends.problem : null}
        />
      ))}
    </EditorForm>
  );
}
