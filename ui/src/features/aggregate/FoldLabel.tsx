import type { FoldedByDto } from "@/ipc";
import { Banner, SafeText } from "@/shared/ui";
import styles from "./StatePane.module.css";
import { foldWords } from "./whatIf";

/** What folded the state. */
export function FoldLabel({ by }: { by: FoldedByDto }) {
  return (
    <p className={styles.label} title={by.kind === "projection" ? `SHA-256 ${by.hash}` : undefined}>
      Fold: <SafeText text={foldWords(by)} />
    </p>
  );
}

/** Says loudly that the projection for this type is not what folded the state, and why. */
export function FoldProblem({ by }: { by: FoldedByDto }) {
  if (by.kind !== "merge" || by.problem === null) return null;
  return (
    <Banner tone="danger">
      The projection for this type cannot be used: <SafeText text={by.problem} /> Merge patch stands in, so
      this may not be the state that you know.
    </Banner>
  );
}
