import styles from "./Component.module.css";

const EXAMPLE = `// account.js
export default {
  aggregateType: "Account",
  version: 1,
  init: () => ({ balance: 0, owners: [] }),
  when: {
    OwnerAdded: (state, { data }) => ({ ...state, owners: [...state.owners, data.owner] }),
    MoneyPaidIn: (state, { data }) => ({ ...state, balance: state.balance + data.amount }),
    AccountClosed: () => null, // gone
  },
};`;

/** What a projection is and what one looks like; all that there is to see while there are none. */
export function Explanation({ isOnly, exists }: { isOnly: boolean; exists: boolean }) {
  const text = (
    <>
      <p>
        A projection says how the events of one type of aggregates make a state. It is a small JavaScript
        module: where a state begins, and what each event does to it. Types without one are folded by the
        merge patch of RFC 7396, and say so.
      </p>
      <pre className={styles.example}>{EXAMPLE}</pre>
      <p>
        A module can reach no files, no network, no clock and no chance: the same events always make the same
        state. Every <code>.js</code> file in the folder is taken in, and taken in again when it changes;
        nothing is written to the store.
      </p>
    </>
  );
  if (!isOnly)
    return (
      <details className={styles.help}>
        <summary>What a projection looks like</summary>
        {text}
      </details>
    );
  return (
    <section aria-label="What a projection is" className={styles.help}>
      <h3>{exists ? "This folder has no projections" : "This store has no folder of projections yet"}</h3>
      {text}
    </section>
  );
}
