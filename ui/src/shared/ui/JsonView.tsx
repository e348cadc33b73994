import { useMemo, useState } from "react";
import { formatted, type JsonNode, tree } from "@/shared/lib/json";
import { bytes } from "@/shared/lib/number";
import { Button } from "./Button";
import { useCopy } from "./CopyableId";
import { JsonTree } from "./JsonTree";
import styles from "./JsonView.module.css";
import { SafeText } from "./SafeText";
import { Segmented } from "./Segmented";
import type { Decoration } from "./TreeLine";

/** How a payload is shown. */
export type JsonMode = "formatted" | "tree" | "raw";

/** More than so many characters are shown on demand only. */
const SHOWN_MAX = 60_000;
/** More than so many characters are not laid out anew. */
const FORMATTED_MAX = 2_000_000;

const MODES: { key: JsonMode; label: string }[] = [
  { key: "formatted", label: "Formatted" },
  { key: "tree", label: "Tree" },
  { key: "raw", label: "Raw" },
];

/** A payload: with its white space laid out, as a tree, or byte for byte. No token is ever spelled anew. */
export function JsonView({
  title,
  text,
  isJson,
  mode: initial = "formatted",
  decorate,
}: {
  title: string;
  text: string;
  isJson: boolean;
  mode?: JsonMode;
  /** What to add to lines of the tree. */
  decorate?: (node: JsonNode) => Decoration | null;
}) {
  const [mode, setMode] = useState<JsonMode>(initial);
  const [outcome, copy] = useCopy();
  const shown = isJson ? mode : "raw";
  return (
    <div className={styles.view}>
      <div className={styles.tools}>
        <h3 className={styles.heading}>{title}</h3>
        {isJson && (
          <Segmented label={`How to show ${title}`} choices={MODES} selected={mode} onSelect={setMode} />
        )}
        <Button small variant="quiet" onPress={() => void copy(text)}>
          {outcome ?? "Copy"}
        </Button>
      </div>
      {!isJson && (
        <p className={styles.note}>This is not valid JSON; it is shown as it stands in the table.</p>
      )}
      <Body key={text} text={text} mode={shown} decorate={decorate} />
    </div>
  );
}

function Body({
  text,
  mode,
  decorate,
}: {
  text: string;
  mode: JsonMode;
  decorate?: (node: JsonNode) => Decoration | null;
}) {
  const root = useMemo(
    () => (mode === "tree" && text.length <= FORMATTED_MAX ? tree(text) : null),
    [text, mode],
  );
  if (root) return <JsonTree root={root} label="Payload" decorate={decorate} />;
  return <JsonText text={text} mode={mode} />;
}

/** A payload as text: with its white space laid out unless `mode` is raw. Very long ones are shown on demand. */
export function JsonText({ text, mode }: { text: string; mode: JsonMode }) {
  const laidOut = useMemo(
    () => (mode === "raw" || text.length > FORMATTED_MAX ? null : formatted(text)),
    [text, mode],
  );
  const whole = laidOut ?? text;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? whole : whole.slice(0, SHOWN_MAX);
  return (
    <>
      {mode !== "raw" && laidOut === null && (
        <p className={styles.note}>Too large or too deeply nested to lay out; this is the raw text.</p>
      )}
      <pre className={styles.text}>
        <SafeText text={shown} />
      </pre>
      {shown.length < whole.length && (
        <p className={styles.note}>
          {bytes(SHOWN_MAX)} of {bytes(whole.length)} shown.
          <Button small onPress={() => setWhole(true)}>
            Show all
          </Button>
        </p>
      )}
    </>
  );
}
