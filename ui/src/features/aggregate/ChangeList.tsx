import type { ChangeDto, StateDto } from "@/ipc";
import { bytes } from "@/shared/lib/number";
import { EmptyState, SafeText } from "@/shared/ui";
import styles from "./ChangeList.module.css";
import { Sign } from "./Mark";
import { whyUnchanged } from "./model";

const SHOWN_MAX = 500;
const VALUE_MAX = 4000;

/** What the event changed, path by path, with the value before and after; then what it said without changing it. */
export function ChangeList({ state, isSupposed }: { state: StateDto; isSupposed: boolean }) {
  const why = whyUnchanged(state, isSupposed);
  return (
    <>
      {why === null ? (
        <Changes
          changes={state.changes}
          headings={isSupposed ? ["Really", "Supposed"] : ["Before", "After"]}
        />
      ) : (
        <EmptyState title={isSupposed ? "No difference" : "No changes"}>{why}</EmptyState>
      )}
      {!isSupposed && state.idle.length > 0 && <Idle paths={state.idle} />}
    </>
  );
}

function Changes({
  changes,
  headings: [before, after],
}: {
  changes: ChangeDto[];
  headings: [string, string];
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
                  <Sign kind={change.kind} />
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
          {SHOWN_MAX} of {changes.length} changes are listed; the tree marks all of them.
        </p>
      )}
    </>
  );
}

/** What the payload says that the state said already. */
function Idle({ paths }: { paths: string[] }) {
  return (
    <section aria-label="Said without changing anything" className={styles.idle}>
      <h3>Said without changing anything</h3>
      <ul>
        {paths.slice(0, SHOWN_MAX).map((path) => (
          <li key={path}>
            <SafeText text={path === "" ? "the whole payload" : path} />
          </li>
        ))}
      </ul>
      {paths.length > SHOWN_MAX && (
        <p className={styles.note}>
          {SHOWN_MAX} of {paths.length} fields are listed.
        </p>
      )}
    </section>
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
