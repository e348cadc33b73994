import type { FoldedByDto } from "@/ipc";
import { toIpcError } from "@/ipc";
import { counted } from "@/shared/lib/number";
import { Banner, ChangeTable, ErrorState, Loading, SafeText } from "@/shared/ui";
import styles from "./Node.module.css";
import { useDifference } from "./queries";

/** What is different in the state of an aggregate between two of its versions; version 0 is before all. */
export function Difference({ aggregateId, from, to }: { aggregateId: string; from: number; to: number }) {
  const { data, error, progress, refetch } = useDifference(aggregateId, from, to);
  if (error && !data)
    return <ErrorState message={toIpcError(error).message} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={progress ? `Folding ${counted(progress.done, "event")}…` : "Folding…"} />;
  const failed = data.right.error ?? data.left.error;
  return (
    <div className={styles.difference}>
      <FoldedBy by={data.right.foldedBy} />
      {failed && (
        <Banner tone="danger">
          <SafeText text={failed.message} />
        </Banner>
      )}
      {data.changes.length === 0 ? (
        <p>The state is the same.</p>
      ) : (
        <ChangeTable changes={data.changes} headings={[`Version ${from}`, `Version ${to}`]} />
      )}
    </div>
  );
}

function FoldedBy({ by }: { by: FoldedByDto }) {
  if (by.kind === "projection")
    return (
      <p className={styles.folded}>
        Folded by <SafeText text={by.file} />, version {by.version}
      </p>
    );
  return (
    <>
      {by.problem !== null && (
        <Banner tone="danger">
          The projection cannot be used: <SafeText text={by.problem} />
        </Banner>
      )}
      <p className={styles.folded}>Folded by merge patch (RFC 7396)</p>
    </>
  );
}
