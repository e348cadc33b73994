import { ChevronRight } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import { classes } from "@/shared/lib/classes";
import type { JsonNode } from "@/shared/lib/json";
import { bytes, counted } from "@/shared/lib/number";
import styles from "./JsonTree.module.css";
import { SafeText } from "./SafeText";
import type { TreeRow } from "./treeRows";

const VALUE_MAX = 4000;

/** What a view adds to a line of a tree: a class, something before its indentation, something at its end. */
export interface Decoration {
  className?: string;
  start?: ReactNode;
  end?: ReactNode;
}

/** One line of a tree. Only the line that the keys stand on can be reached with Tab. */
export function TreeLine({
  row,
  isStanding,
  decoration,
  onFocus,
  onToggle,
}: {
  row: TreeRow;
  isStanding: boolean;
  decoration: Decoration | null;
  onFocus: () => void;
  onToggle: () => void;
}) {
  const { node } = row;
  const isBranch = node.children.length > 0;
  return (
    <div
      role="treeitem"
      data-id={row.id}
      data-path={node.path}
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.beside}
      aria-expanded={isBranch ? row.isOpen : undefined}
      aria-selected={isStanding}
      tabIndex={isStanding ? 0 : -1}
      className={classes(styles.line, decoration?.className)}
      style={{ "--level": row.level } as CSSProperties}
      onFocus={onFocus}
      onClick={onToggle}
    >
      {decoration?.start}
      <span className={classes(styles.twisty, row.isOpen && styles.open)}>
        {isBranch && <ChevronRight size={12} aria-hidden />}
      </span>
      <span className={styles.text}>
        {node.label !== null && (
          <span className={styles.key}>
            <SafeText text={node.label} />:
          </span>
        )}{" "}
        <Value node={node} isOpen={row.isOpen} />
        {node.doubled && <span className={styles.note}>key occurs twice</span>}
        {decoration?.end && <span className={styles.end}> {decoration.end}</span>}
      </span>
    </div>
  );
}

function Value({ node, isOpen }: { node: JsonNode; isOpen: boolean }) {
  if (node.kind === "object" || node.kind === "array") {
    const [open, close] = node.kind === "object" ? ["{", "}"] : ["[", "]"];
    if (node.children.length === 0) return <span className={styles.summary}>{open + close}</span>;
    const size = counted(node.children.length, node.kind === "object" ? "key" : "item");
    return <span className={styles.summary}>{isOpen ? "" : `${open} ${size} ${close}`}</span>;
  }
  const isLong = node.spelling.length > VALUE_MAX;
  return (
    <span className={styles.value}>
      <SafeText text={isLong ? node.spelling.slice(0, VALUE_MAX) : node.spelling} />
      {isLong && (
        <span className={styles.summary}> … {bytes(node.spelling.length - VALUE_MAX)} more in Raw</span>
      )}
    </span>
  );
}
