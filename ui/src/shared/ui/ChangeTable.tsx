import { bytes } from "@/shared/lib/number";
import styles from "./ChangeTable.module.css";
import { SafeText } from "./SafeText";

/** One difference between two states. */
export interface Change {
  /** Where, as a JSON Pointer. */
  path: string;
  kind: "added" | "changed" | "moved" | "removed";
  /** What stands there on either side, as JSON text. */
  old: string | null;
  new: string | null;
  /** Where an element that moved stood before. */
  from: string | null;
}

const SHOWN_MAX = 500;
const VALUE_MAX = 4000;
const SIGNS = { added: "+", changed: "~", moved: "↕", removed: "−" } as const;

/** The sign of a kind of change, in its colour. */
export function ChangeSign({ kind }: { kind: Change["kind"] }) {
  return (
    <span aria-hidden className={`${styles.sign} ${styles[kind]}`}>
      {SIGNS[kind]}
    </span>
  );
}

/** What is different between two states, path by path, with the value on either side. */
export function ChangeTable({
  changes,
  headings: [before, after],
}: {
  changes: readonly Change[];
  headings: [before: string, after: string];
}) {
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Path</th>
            <th scope="col">{before}</th>
            <th scope="col">{after}</th>
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, SHOWN_MAX).map((change) => (
            <tr key={`${change.kind} ${change.path}`}>
              <th scope="row">
                <span className={styles.path}>
                  <ChangeSign kind={change.kind} />
                  <span className="visuallyHidden">{change.kind}</span>
                  <SafeText text={change.path === "" ? "the whole state" : change.path} />
                </span>
              </th>
              {change.kind === "moved" ? (
                <td colSpan={2} className={styles.note}>
                  moved here from <SafeText text={change.from ?? change.path} className="mono" />
                </td>
              ) : (
                <>
                  <td>
                    <Value text={change.old} />
                  </td>
                  <td>
                    <Value text={change.new} />
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {changes.length > SHOWN_MAX && (
        <p className={styles.note}>
          {SHOWN_MAX} of {changes.length} changes are listed.
        </p>
      )}
    </>
  );
}

function Value({ text }: { text: string | null }) {
  if (text === null) return <span className={styles.note}>nothing</span>;
  const isLong = text.length > VALUE_MAX;
  return (
    <>
      <SafeText text={isLong ? text.slice(0, VALUE_MAX) : text} />
      {isLong && <span className={styles.note}> … {bytes(text.length - VALUE_MAX)} more</span>}
    </>
  );
}
