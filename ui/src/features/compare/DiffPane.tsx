import { getRouteApi, Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { grouped } from "@/shared/lib/number";
import {
  ChangeTable,
  CopyableId,
  EmptyState,
  ErrorState,
  IconButton,
  Loading,
  look,
  Progress,
} from "@/shared/ui";
import styles from "./Compare.module.css";
import { FoldNote } from "./FoldNote";
import type { Side } from "./model";
import { useDiff } from "./queries";

const route = getRouteApi("/compare");

/** What is different about one aggregate, path by path. */
export function DiffPane({
  id,
  sides: [from, to],
  isOfOperation,
}: {
  id: string;
  sides: [Side, Side];
  isOfOperation: boolean;
}) {
  const navigate = route.useNavigate();
  const { diff, progress, isFetching, failure, stop, retry } = useDiff(id, from, to);
  return (
    <div className={styles.pane}>
      <header className={styles.head}>
        <h2 className={styles.name}>
          <CopyableId id={id} what="aggregate id" />
        </h2>
        <Link
          from="/compare"
          search={(before) => ({ ...before, aggregate: id, sel: undefined })}
          className={look({ small: true })}
        >
          Side by side
        </Link>
        <Link to="/aggregates/$id" params={{ id }} className={look({ small: true })}>
          Open
        </Link>
        <IconButton
          small
          label="Close"
          onPress={() => void navigate({ search: (before) => ({ ...before, sel: undefined }) })}
        >
          <X size={14} aria-hidden />
        </IconButton>
      </header>
      {failure !== null && (
        <ErrorState title="The states could not be compared" message={failure} onRetry={retry} />
      )}
      {failure === null && isFetching && progress && (
        <div className={styles.export}>
          <Progress label="Folding" done={progress.done} total={progress.total} onCancel={stop} />
        </div>
      )}
      {failure === null && !diff && isFetching && <Loading label="Folding both states…" />}
      {failure === null && diff && (
        <div className={styles.body} aria-busy={isFetching}>
          <FoldNote diff={diff} />
          {isOfOperation && (
            <p className={styles.note}>What other operations did in between is part of the difference too.</p>
          )}
          {diff.changes.length === 0 ? (
            <EmptyState title="The same state">
              Versions {grouped(diff.left.version)} and {grouped(diff.right.version)} have the same state.
            </EmptyState>
          ) : (
            <ChangeTable
              changes={diff.changes}
              headings={[`Version ${grouped(diff.left.version)}`, `Version ${grouped(diff.right.version)}`]}
            />
          )}
        </div>
      )}
    </div>
  );
}
