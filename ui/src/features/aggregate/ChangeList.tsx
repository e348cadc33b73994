import type { StateDto } from "@/ipc";
import { ChangeTable, EmptyState, SafeText } from "@/shared/ui";
import styles from "./ChangeList.module.css";
import { whyUnchanged } from "./model";

const SHOWN_MAX = 500;

/** What the event changed, path by path, with the value before and after; then what it said without changing it. */
export function ChangeList({ state, isSupposed }: { state: StateDto; isSupposed: boolean }) {
  const why = whyUnchanged(state, isSupposed);
  return (
    <>
      {why === null ? (
        <ChangeTable
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
