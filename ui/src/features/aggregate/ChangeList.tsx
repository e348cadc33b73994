import type { StateDto } from "@/ipc";
import { bytes } from "@/shared/lib/number";
import { EmptyState, SafeText } from "@/shared/ui";
import styles from "./ChangeList.module.css";
import { whyUnchanged } from "./model";
import { Sign } from "./StateTree";

const SHOWN_MAX = 500;
const VALUE_MAX = 4000;

/** What the event changed, path by path, with the value before and after. */
export function ChangeList({ state }: { state: StateDto }) {
  const { changes } = state;
  const why = whyUnchanged(state);
  if (why !== null) return <EmptyState title="No changes">{why}</EmptyState>;
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Path</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, SHOWN_MAX).map((change) => (
            <tr key={change.path}>
              <th scope="row">
                <span className={styles.path}>
                  <Sign kind={change.kind} />
                  <span className="visuallyHidden">{change.kind}</span>
                  <SafeText text={change.path === "" ? "the whole state" : change.path} />
                </span>
              </th>
              <td>
                <Value text={change.old} />
              </td>
              <td>
                <Value text={change.new} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {changes.length > SHOWN_MAX && (
        <p className={styles.note}>
          {SHOWN_MAX} of {changes.length} changes are listed; the tree marks all of them.
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
