import { CalendarSearch } from "lucide-react";
import type { ReactNode } from "react";
import type { StateDto } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";
import { Button, Segmented, useCopy } from "@/shared/ui";
import { FoldLabel } from "./FoldLabel";
import { type StateShow, shownVersion } from "./model";
import styles from "./StatePane.module.css";

/** Above the state: which one it is, the ways to show it, and what can be done with it. */
export function Tools({
  state,
  isSupposed,
  canBlame,
  show,
  onShow,
  onQuestion,
  whatIf,
}: {
  state: StateDto;
  isSupposed: boolean;
  /** Whether it can be told who set what: only of events that happened. */
  canBlame: boolean;
  show: StateShow | undefined;
  onShow: (show: StateShow | undefined) => void;
  onQuestion: () => void;
  whatIf: ReactNode;
}) {
  const [outcome, copy] = useCopy();
  const choices = [
    ...(canBlame ? [{ key: "blame" as const, label: "Who set it" }] : []),
    { key: "tree" as const, label: "Tree" },
    { key: "changes" as const, label: counted(state.changes.length, isSupposed ? "difference" : "change") },
    { key: "text" as const, label: "Text" },
  ];
  return (
    <div className={styles.tools}>
      <div className={styles.row}>
        <h2 className={styles.title}>{title(state, isSupposed)}</h2>
        <Segmented
          label="How to show the state"
          choices={choices}
          selected={show ?? (canBlame ? "blame" : "tree")}
          onSelect={(key) => onShow(key === "blame" ? undefined : key)}
        />
      </div>
      <div className={styles.row}>
        <FoldLabel by={state.foldedBy} />
        <div className={styles.actions}>
          <Button small variant="quiet" onPress={onQuestion}>
            <CalendarSearch size={14} aria-hidden />
            When…
          </Button>
          {whatIf}
          <Button small variant="quiet" onPress={() => void copy(state.state)}>
            {outcome ?? "Copy"}
          </Button>
        </div>
      </div>
    </div>
  );
}

function title(state: StateDto, isSupposed: boolean): string {
  const version = shownVersion(state);
  const what = isSupposed ? "Supposed state" : "State";
  return version === 0 ? `${what} before the first event` : `${what} at version ${grouped(version)}`;
}
