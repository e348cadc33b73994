import { ChevronRight } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import { classes } from "@/shared/lib/classes";
import styles from "./TreeCell.module.css";
import type { TreeGridRow } from "./treeSteps";

/** Deeper lines are not set in any further: a chain may be longer than any window is wide. */
const LEVELS_SHOWN = 16;

/** The cell of a line that shows its place in the tree. The keys fold from the line itself. */
export function TreeCell({
  row,
  onToggle,
  children,
}: {
  row: TreeGridRow;
  onToggle: (isOpen: boolean) => void;
  children: ReactNode;
}) {
  const shown = Math.min(row.level, LEVELS_SHOWN);
  return (
    <span className={styles.cell} style={{ "--level": shown - 1 } as CSSProperties}>
      <span
        aria-hidden
        className={classes(styles.twisty, row.isOpen && styles.open)}
        onClick={(event) => {
          if (row.isOpen === null) return;
          event.stopPropagation();
          onToggle(!row.isOpen);
        }}
      >
        {row.isOpen !== null && <ChevronRight size={12} />}
      </span>
      {row.level > LEVELS_SHOWN && (
        <span className={styles.deep} title={`Level ${row.level}`}>
          {row.level}
        </span>
      )}
      {children}
    </span>
  );
}
