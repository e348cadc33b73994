import { type ReactNode, useEffect, useRef, useState } from "react";
import type { StateDto } from "@/ipc";
import { classes } from "@/shared/lib/classes";
import { grouped } from "@/shared/lib/number";
import {
  Banner,
  Button,
  EmptyState,
  ErrorState,
  JsonText,
  Loading,
  Progress,
  SafeText,
  useFocusInSight,
} from "@/shared/ui";
import { ChangeList } from "./ChangeList";
import { FieldBar } from "./FieldBar";
import { FoldProblem } from "./FoldLabel";
import { type StateShow, shownVersion } from "./model";
import type { FoldQuery } from "./queries";
import styles from "./StatePane.module.css";
import { type FieldActions, StateTree } from "./StateTree";
import { Tools } from "./Tools";
import type { Blame } from "./useBlame";
import whatIf from "./WhatIf.module.css";

/** A fold that is done sooner is not worth a progress bar. */
const PATIENCE_MS = 350;

interface Showing {
  show: StateShow | undefined;
  onShow: (show: StateShow | undefined) => void;
  onVersion: (version: number) => void;
  onQuestion: () => void;
  /** Whether it can be told who set what, and what was told; `null` where it is not wanted. */
  canBlame: boolean;
  blame: Blame | null;
  fields: Omit<FieldActions, "onLine"> & { note: string | null };
  /** A button for supposing something. */
  whatIfMenu: (state: StateDto) => ReactNode;
  /** What is supposed, across the pane. */
  whatIfBar: (state: StateDto, real: StateDto) => ReactNode;
}

/** The state of the aggregate, with what the event that made it changed. `children` go below it. */
export function StatePane({
  fold,
  onReal,
  children,
  ...showing
}: {
  fold: FoldQuery;
  /** Leads back to what really happened; `null` where nothing is supposed. */
  onReal: (() => void) | null;
  children: ReactNode;
} & Showing) {
  const { state, real, failure } = fold;
  return (
    <section
      aria-label="State"
      className={classes(styles.pane, real !== null && whatIf.supposed)}
      aria-busy={fold.isFetching}
    >
      {failure !== null && (
        <ErrorState
          title="The state could not be read"
          message={failure}
          onRetry={fold.retry}
          actions={onReal && <Button onPress={onReal}>What really happened</Button>}
        />
      )}
      {failure === null && state && <Shown state={state} real={real} {...showing} />}
      {failure === null && !state && fold.isFetching && <Loading label="Folding events into the state…" />}
      {fold.isFetching && <Underway fold={fold} />}
      {fold.isStopped && <Stopped fold={fold} />}
      {children}
    </section>
  );
}

function Shown({ state, real, ...showing }: { state: StateDto; real: StateDto | null } & Showing) {
  const { error } = state;
  const { show, blame, fields } = showing;
  const [line, setLine] = useState<string | null>(null);
  const body = useRef<HTMLDivElement>(null);
  useFocusInSight(body);
  const isSupposed = real !== null;
  return (
    <>
      {real && showing.whatIfBar(state, real)}
      <Tools
        state={state}
        isSupposed={isSupposed}
        canBlame={showing.canBlame}
        show={show}
        onShow={showing.onShow}
        onQuestion={showing.onQuestion}
        whatIf={showing.whatIfMenu(state)}
      />
      <FoldProblem by={state.foldedBy} />
      {error && (
        <Banner
          tone="danger"
          actions={
            <Button small onPress={() => showing.onVersion(error.version)}>
              Go to version {grouped(error.version)}
            </Button>
          }
        >
          Folding stopped: <SafeText text={error.message} />. Below is the last good state, at version{" "}
          {grouped(shownVersion(state))}; the states before it are good too.
        </Banner>
      )}
      <div ref={body} className={styles.body}>
        {show === "changes" && <ChangeList state={state} isSupposed={isSupposed} />}
        {show === "text" && <JsonText text={state.state} mode="formatted" />}
        {(show === undefined || show === "tree") && (
          <StateTree
            state={state}
            isSupposed={isSupposed}
            blame={blame}
            actions={{ ...fields, onLine: setLine }}
          />
        )}
      </div>
      {line !== null && blame && (
        <FieldBar path={line} setter={blame.gutter?.get(line) ?? null} {...fields} />
      )}
    </>
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
