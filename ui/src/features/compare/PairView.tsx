import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useMemo } from "react";
import type { StateDiffDto } from "@/ipc";
import { counted } from "@/shared/lib/number";
import { CopyableId, EmptyState, ErrorState, Loading, look, Progress, Segmented } from "@/shared/ui";
import { aligned, withoutSame } from "./align";
import styles from "./Compare.module.css";
import { FoldNote } from "./FoldNote";
import { linkOf, type Side } from "./model";
import { PairTable } from "./PairTable";
import { useDiff } from "./queries";
import { SideFields } from "./SideFields";
import { useSides } from "./useSides";

const route = getRouteApi("/compare");

/** Two states of one aggregate side by side. */
export function PairView({ id }: { id: string }) {
  const navigate = route.useNavigate();
  const sides = useSides();
  const { diff, progress, isFetching, failure, stop, retry } = useDiff(id, ...sides);
  const compare = (from: Side, to: Side) =>
    void navigate({ search: (before) => ({ ...before, from: linkOf(from), to: linkOf(to) }) });
  return (
    <>
      <header className={styles.header}>
        <nav aria-label="Where this comparison belongs" className={styles.path}>
          <Link from="/compare" search={(before) => ({ ...before, aggregate: undefined, sel: id })}>
            Compare
          </Link>
          <ChevronRight size={12} aria-hidden />
        </nav>
        <h2 className={styles.name}>
          <CopyableId id={id} what="aggregate id" />
        </h2>
        <Link to="/aggregates/$id" params={{ id }} className={look({ small: true })}>
          Open the aggregate
        </Link>
      </header>
      <div className={styles.bar}>
        <SideFields key={JSON.stringify(sides)} sides={sides} takesVersions onSides={compare} />
      </div>
      {failure !== null && (
        <ErrorState title="The states could not be compared" message={failure} onRetry={retry} />
      )}
      {failure === null && isFetching && progress && (
        <div className={styles.export}>
          <Progress label="Folding" done={progress.done} total={progress.total} onCancel={stop} />
        </div>
      )}
      {failure === null && !diff && isFetching && <Loading label="Folding both states…" />}
      {failure === null && diff && <Pair id={id} diff={diff} isFetching={isFetching} />}
    </>
  );
}

function Pair({ id, diff, isFetching }: { id: string; diff: StateDiffDto; isFetching: boolean }) {
  const { same } = route.useSearch();
  const navigate = route.useNavigate();
  const rows = useMemo(() => aligned(diff.left.state, diff.right.state, diff.changes), [diff]);
  const shown = rows && same !== "shown" ? withoutSame(rows) : rows;
  return (
    <section aria-label="States side by side" aria-busy={isFetching} className={styles.pair}>
      <div className={styles.tools}>
        <p role="status" className={styles.count}>
          <strong>
            {diff.changes.length === 0 ? "No difference" : counted(diff.changes.length, "difference")}
          </strong>
          {diff.changes.length > 0 && <span className={styles.note}> {kindsOf(diff)}</span>}
        </p>
        <Segmented
          label="What to show"
          choices={[
            { key: "other", label: "What differs" },
            { key: "shown", label: "Everything" },
          ]}
          selected={same ?? "other"}
          onSelect={(key) =>
            void navigate({
              search: (before) => ({ ...before, same: key === "shown" ? key : undefined }),
              replace: true,
            })
          }
        />
      </div>
      <div className={styles.body}>
        <FoldNote diff={diff} />
        {shown === null && (
          <EmptyState title="These states make no trees">They nest too deeply to be laid out.</EmptyState>
        )}
        {shown?.length === 0 && (
          <EmptyState title="The same state">Both moments show the very same state.</EmptyState>
        )}
        {shown && shown.length > 0 && <PairTable id={id} diff={diff} rows={shown} />}
      </div>
    </section>
  );
}

function kindsOf({ changes }: StateDiffDto): string {
  return (["added", "changed", "moved", "removed"] as const)
    .map((kind) => ({ kind, count: changes.filter((change) => change.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${kind}`)
    .join(", ");
}
