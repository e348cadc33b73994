import { memo } from "react";
import type { SnapshotMarkDto } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";
import styles from "./SnapshotMarks.module.css";
import { drawnSnapshots } from "./snapshots";

/** Where states are stored, along the scrubber: filled where the fold in force made them, hollow where another did. */
export const SnapshotMarks = memo(function SnapshotMarks({
  snapshots,
  last,
}: {
  snapshots: readonly SnapshotMarkDto[];
  last: number;
}) {
  return (
    <div aria-hidden className={styles.marks}>
      {drawnSnapshots(snapshots, last).map(({ version, fits }) => (
        <span
          key={version}
          className={fits ? styles.mark : styles.other}
          style={{ left: `${(version / Math.max(1, last)) * 100}%` }}
          title={`Snapshot at version ${grouped(version)}${fits ? "" : ", made by another fold"}`}
        />
      ))}
    </div>
  );
});

/** The same in words. */
export function snapshotWords(snapshots: readonly SnapshotMarkDto[]): string {
  if (snapshots.length === 0) return "No snapshots are stored.";
  const [first, ...rest] = snapshots;
  const last = rest.at(-1);
  const others = snapshots.filter(({ fits }) => !fits).length;
  const where =
    last === undefined
      ? `at version ${grouped(first?.version ?? 0)}`
      : `from version ${grouped(first?.version ?? 0)} to ${grouped(last.version)}`;
  const unfit = others === 0 ? "" : ` ${grouped(others)} of them made by another fold, and not used.`;
  return `${counted(snapshots.length, "snapshot")} stored, ${where}.${unfit}`;
}
