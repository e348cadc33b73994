import { useCallback, useMemo } from "react";
import type { StateDto } from "@/ipc";
import { classes } from "@/shared/lib/classes";
import type { JsonNode } from "@/shared/lib/json";
import { ChangeSign, JsonText, JsonTree, SafeText, useZone } from "@/shared/ui";
import { changeCounts, markedTree } from "./changes";
import { GutterCell, GutterLegend, settingWords } from "./Gutter";
import { markDecoration, Old } from "./Mark";
import { shownVersion, whyUnchanged } from "./model";
import styles from "./StateTree.module.css";
import type { Blame } from "./useBlame";

/** A longer state is shown as text: a tree of it would keep the window waiting. */
const TREE_MAX = 2_000_000;

/** What a person can do on a line of the tree. */
export interface FieldActions {
  onLine: (path: string) => void;
  onGoTo: (version: number) => void;
  onStep: (path: string, direction: "before" | "after") => void;
  onLife: (path: string) => void;
  onLeave: () => void;
}

/** A state as a tree; what its last event did to a value is marked, and a gutter tells who set it and when. */
export function StateTree({
  state: shown,
  isSupposed,
  blame,
  actions,
}: {
  state: StateDto;
  /** Whether the state is hypothetical, and its changes are what differs from the real one. */
  isSupposed: boolean;
  /** `null` where no gutter is wanted. */
  blame: Blame | null;
  actions: FieldActions;
}) {
  const { state, changes } = shown;
  const zone = useZone();
  const found = useMemo(
    () => (state.length > TREE_MAX ? null : markedTree(state, changes)),
    [state, changes],
  );
  const marks = found?.marks;
  const gutter = blame?.gutter ?? null;
  const version = shownVersion(shown);
  const { onGoTo } = actions;
  const decorate = useCallback(
    (node: JsonNode) => {
      const mark = marks?.get(node);
      const isGone = mark?.kind === "removed" || (mark?.kind === "part" && mark.of === "removed");
      const setter = isGone ? undefined : gutter?.get(node.path);
      const { className, end } = mark ? markDecoration(mark) : {};
      if (!setter) return { className, end };
      const isShown = setter.event.version === version;
      return {
        className,
        start: <GutterCell setter={setter} zone={zone} isShown={isShown} onGoTo={onGoTo} />,
        end: (
          <>
            {end}
            <span className="visuallyHidden">{settingWords(setter, zone)}</span>
          </>
        ),
      };
    },
    [marks, gutter, zone, version, onGoTo],
  );
  if (!found) return <JsonText text={state} mode="formatted" />;
  const onKey = (key: string, { path }: JsonNode) => {
    const setter = gutter?.get(path);
    const act = new Map([
      ["Enter", () => setter && onGoTo(setter.event.version)],
      ["p", () => actions.onStep(path, "before")],
      ["n", () => actions.onStep(path, "after")],
      ["l", () => actions.onLife(path)],
      ["Escape", actions.onLeave],
    ]).get(key.length === 1 ? key.toLowerCase() : key);
    act?.();
    return act !== undefined;
  };
  const whole = changes.find((change) => change.path === "");
  return (
    <div className={classes(styles.tree, blame !== null && styles.withGutter)}>
      <div className={styles.legends}>
        <Legend state={shown} isSupposed={isSupposed} />
        {blame && <GutterLegend blame={blame} />}
      </div>
      {whole && found.root.children.length > 0 && (
        <p className={styles.whole}>
          The whole state was replaced; it was <Old text={whole.old ?? ""} />
        </p>
      )}
      <JsonTree
        root={found.root}
        label="State"
        decorate={decorate}
        onLine={({ path }) => actions.onLine(path)}
        onKey={onKey}
      />
    </div>
  );
}

function Legend({ state, isSupposed }: { state: StateDto; isSupposed: boolean }) {
  const why = whyUnchanged(state, isSupposed);
  if (why !== null)
    return (
      <p className={styles.legend}>
        <SafeText text={why} />
      </p>
    );
  return (
    <p className={styles.legend}>
      {isSupposed && <span>Against what really was:</span>}
      {changeCounts(state.changes).map(({ kind, count }) => (
        <span key={kind} className={styles.count}>
          <ChangeSign kind={kind} /> {count} {kind}
        </span>
      ))}
    </p>
  );
}
