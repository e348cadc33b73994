import { Link } from "@tanstack/react-router";
import type { FoldedByDto } from "@/ipc";
import { Banner, look, SafeText } from "@/shared/ui";
import styles from "./StatePane.module.css";
import { foldWords } from "./whatIf";

/** What folded the state. */
export function FoldLabel({ by }: { by: FoldedByDto }) {
  return (
    <p className={styles.label} title={by.kind === "projection" ? `SHA-256 ${by.hash}` : undefined}>
      Fold: {by.kind === "merge" ? foldWords(by) : <Module by={by} />}
    </p>
  );
}

function Module({ by }: { by: FoldedByDto & { kind: "projection" } }) {
  return (
    <Link to="/projections">
      <SafeText text={foldWords(by)} />
    </Link>
  );
}

/** Says loudly that the projection for this type is not what folded the state, and why. */
export function FoldProblem({ by }: { by: FoldedByDto }) {
  if (by.kind !== "merge" || by.problem === null) return null;
  return (
    <Banner
      tone="danger"
      actions={
        <Link to="/projections" className={look({ small: true })}>
          See projections
        </Link>
      }
    >
      The projection for this type cannot be used. Merge patch stands in, so this may not be the state that
      you know. <SafeText text={by.problem} className="mono" />
    </Banner>
  );
}
