import { useCallback, useMemo } from "react";
import type { ChangeDto, StateDto } from "@/ipc";
import type { JsonNode } from "@/shared/lib/json";
import { counted } from "@/shared/lib/number";
import { JsonText, JsonTree, SafeText } from "@/shared/ui";
import { changeCounts, type Mark, markedTree } from "./changes";
import { whyUnchanged } from "./model";
import styles from "./StateTree.module.css";

/** A longer state is shown as text: a tree of it would keep the window waiting. */
const TREE_MAX = 2_000_000;
/** An old value longer than this is told in the list of changes. */
const OLD_MAX = 160;

const SIGNS = { added: "+", changed: "~", moved: "↕", removed: "−" } as const;

/** A state as a tree; what its last event added, changed or removed carries a sign, a colour and the old value. */
export function StateTree({ state: shown }: { state: StateDto }) {
  const { state, changes } = shown;
  const found = useMemo(
    () => (state.length > TREE_MAX ? null : markedTree(state, changes)),
    [state, changes],
  );
  const marks = found?.marks;
  const decorate = useCallback(
    (node: JsonNode) => {
      const mark = marks?.get(node);
      return mark ? decoration(mark) : null;
    },
    [marks],
  );
  if (!found) return <JsonText text={state} mode="formatted" />;
  const whole = changes.find((change) => change.path === "");
  return (
    <div className={styles.tree}>
      <Legend state={shown} />
      {whole && found.root.children.length > 0 && (
        <p className={styles.whole}>
          The whole state was replaced; it was <Old text={whole.old ?? ""} />
        </p>
      )}
      <JsonTree root={found.root} label="State" decorate={decorate} />
    </div>
  );
}

function Legend({ state }: { state: StateDto }) {
  const why = whyUnchanged(state);
  if (why !== null) return <p className={styles.legend}>{why}</p>;
  return (
    <p className={styles.legend}>
      {changeCounts(state.changes).map(({ kind, count }) => (
        <span key={kind} className={styles.count}>
          <Sign kind={kind} /> {count} {kind}
        </span>
      ))}
    </p>
  );
}

/** The sign of a kind of change, in its colour. */
export function Sign({ kind }: { kind: ChangeDto["kind"] }) {
  return (
    <span aria-hidden className={`${styles.sign} ${styles[`${kind}Sign`]}`}>
      {SIGNS[kind]}
    </span>
  );
}

function decoration(mark: Mark) {
  if (mark.kind === "part") return { className: styles[mark.of] };
  if (mark.kind === "within")
    return {
      className: styles.within,
      end: <span className="visuallyHidden">{counted(mark.count, "change")} inside</span>,
    };
  return {
    className: `${styles[mark.kind]} ${styles.top}`,
    end: (
      <span className={styles.was}>
        <span className="visuallyHidden">{mark.kind}</span>
        {mark.old !== null && (
          <>
            was <Old text={mark.old} />
          </>
        )}
      </span>
    ),
  };
}

function Old({ text }: { text: string }) {
  return (
    <span className={styles.old}>
      <SafeText text={text.length > OLD_MAX ? `${text.slice(0, OLD_MAX)}…` : text} />
    </span>
  );
}
