import type { StateDiffDto } from "@/ipc";
import { Banner, SafeText } from "@/shared/ui";
import styles from "./Compare.module.css";

/** What folded both states, and loudly where that is not what it should be or went wrong. */
export function FoldNote({ diff: { left, right } }: { diff: StateDiffDto }) {
  const by = right.foldedBy;
  const problem = by.kind === "merge" ? by.problem : null;
  const error = left.error ?? right.error;
  return (
    <>
      {problem !== null && (
        <Banner tone="danger">
          The projection for this type cannot be used: <SafeText text={problem} /> Merge patch stands in.
        </Banner>
      )}
      {error && (
        <Banner tone="danger">
          Folding stopped: <SafeText text={error.message} /> The last good state before it is compared.
        </Banner>
      )}
      <p className={styles.note}>
        Fold:{" "}
        {by.kind === "merge" ? (
          "merge patch of each event's data (RFC 7396)"
        ) : (
          <SafeText text={`projection ${by.file}, version ${by.version}, ${by.hash.slice(0, 8)}`} />
        )}
      </p>
    </>
  );
}
