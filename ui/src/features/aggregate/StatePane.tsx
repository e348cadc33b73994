import { useEffect, useState } from "react";
import type { StateDto } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";
import {
  Banner,
  Button,
  EmptyState,
  ErrorState,
  JsonText,
  Loading,
  Progress,
  Segmented,
  useCopy,
} from "@/shared/ui";
import { ChangeList } from "./ChangeList";
import { type StateShow, shownVersion } from "./model";
import type { FoldQuery } from "./queries";
import styles from "./StatePane.module.css";
import { StateTree } from "./StateTree";

/** A fold that is done sooner is not worth a progress bar. */
const PATIENCE_MS = 350;

interface Showing {
  show: StateShow | undefined;
  onShow: (show: StateShow | undefined) => void;
  onVersion: (version: number) => void;
}

/** The state of the aggregate, with what the event that made it changed. */
export function StatePane({ fold, ...showing }: { fold: FoldQuery } & Showing) {
  const { state, failure } = fold;
  return (
    <section aria-label="State" className={styles.pane} aria-busy={fold.isFetching}>
      {failure !== null && (
        <ErrorState title="The state could not be read" message={failure} onRetry={fold.retry} />
      )}
      {failure === null && state && <Shown state={state} {...showing} />}
      {failure === null && !state && fold.isFetching && <Loading label="Folding events into the state…" />}
      {fold.isFetching && <Underway fold={fold} />}
      {fold.isStopped && <Stopped fold={fold} />}
    </section>
  );
}

function Shown({ state, show, onShow, onVersion }: { state: StateDto } & Showing) {
  const { error } = state;
  return (
    <>
      <Tools state={state} show={show} onShow={onShow} />
      {error && (
        <Banner
          tone="danger"
          actions={
            <Button small onPress={() => onVersion(error.version)}>
              Go to version {grouped(error.version)}
            </Button>
          }
        >
          Folding stopped: {error.message}. Below is the last good state, at version{" "}
          {grouped(shownVersion(state))}.
        </Banner>
      )}
      <div className={styles.body}>
        {show === "changes" && <ChangeList state={state} />}
        {show === "text" && <JsonText text={state.state} mode="formatted" />}
        {show === undefined && <StateTree state={state} />}
      </div>
    </>
  );
}

function Tools({ state, show, onShow }: { state: StateDto } & Pick<Showing, "show" | "onShow">) {
  const [outcome, copy] = useCopy();
  const choices = [
    { key: "tree" as const, label: "Tree" },
    { key: "changes" as const, label: counted(state.changes.length, "change") },
    { key: "text" as const, label: "Text" },
  ];
  return (
    <div className={styles.tools}>
      <h2 className={styles.title}>
        {shownVersion(state) === 0
          ? "State before the first event"
          : `State at version ${grouped(shownVersion(state))}`}
      </h2>
      <Segmented
        label="How to show the state"
        choices={choices}
        selected={show ?? "tree"}
        onSelect={(key) => onShow(key === "tree" ? undefined : key)}
      />
      <Button small variant="quiet" onPress={() => void copy(state.state)}>
        {outcome ?? "Copy"}
      </Button>
      <p className={styles.label}>Fold: merge patch of each event's data (RFC 7396)</p>
    </div>
  );
}

/** A fold on its way: nothing at first, then how far it is and a way to stop it. */
function Underway({ fold: { progress, stop } }: { fold: FoldQuery }) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  return (
    <div className={styles.underway}>
      <Progress label="Folding" done={progress?.done ?? 0} total={progress?.total ?? 0} onCancel={stop} />
    </div>
  );
}

function Stopped({ fold: { state, retry } }: { fold: FoldQuery }) {
  const again = (
    <Button small={state !== undefined} onPress={retry}>
      Fold again
    </Button>
  );
  if (!state)
    return (
      <EmptyState title="Folding was stopped" actions={again}>
        The state at this point is not known yet.
      </EmptyState>
    );
  return (
    <div className={styles.underway}>
      Folding was stopped; the state above is still that of version {grouped(shownVersion(state))}. {again}
    </div>
  );
}
