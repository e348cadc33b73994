import { Link } from "@tanstack/react-router";
import { Check, TriangleAlert } from "lucide-react";
import { Fragment } from "react";
import type { ProjectionDto } from "@/ipc";
import { CopyableId, SafeText } from "@/shared/ui";
import styles from "./Component.module.css";

/** The modules in the folder, each with what it folds and whether it is used; problems stand below their module. */
export function ProjectionTable({ items }: { items: readonly ProjectionDto[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col">Folds</th>
          <th scope="col">Version</th>
          <th scope="col">SHA-256</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Fragment key={item.file}>
            <Module item={item} />
            {item.problem !== null && (
              <tr className={styles.problem}>
                <td colSpan={5}>
                  <SafeText text={item.problem} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function Module({ item: { file, aggregateType, version, hash, problem, inUse } }: { item: ProjectionDto }) {
  return (
    <tr className={problem === null ? undefined : styles.broken}>
      <th scope="row">
        <SafeText text={file} className="mono" />
      </th>
      <td>
        {aggregateType === null ? (
          <span className={styles.unknown}>not known</span>
        ) : (
          <Link to="/aggregates" search={{ type: aggregateType }}>
            <SafeText text={aggregateType} />
          </Link>
        )}
      </td>
      <td>{version ?? <span className={styles.unknown}>none</span>}</td>
      <td className={styles.hash}>
        {hash === "" ? (
          <span className={styles.unknown}>not read</span>
        ) : (
          <CopyableId id={hash} what="hash" />
        )}
      </td>
      <td>
        {inUse ? (
          <span className={styles.good}>
            <Check size={14} aria-hidden /> In use
          </span>
        ) : (
          <span className={styles.bad}>
            <TriangleAlert size={14} aria-hidden /> Not used
          </span>
        )}
      </td>
    </tr>
  );
}
