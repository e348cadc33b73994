import { ChevronRight } from "lucide-react";
import { type CSSProperties, type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from "react";
import { classes } from "@/shared/lib/classes";
import type { JsonNode } from "@/shared/lib/json";
import { bytes, counted } from "@/shared/lib/number";
import { Button } from "./Button";
import styles from "./JsonTree.module.css";
import { SafeText } from "./SafeText";
import { type TreeRow, treeRows, treeStep } from "./treeRows";

const ROWS_MAX = 400;
const VALUE_MAX = 4000;

/** A JSON value as a tree to fold and walk. `decorate` may add a class to a line and something at its end, by path. */
export function JsonTree({
  root,
  label,
  decorate,
}: {
  root: JsonNode;
  label: string;
  decorate?: (node: JsonNode) => { className?: string; end?: ReactNode } | null;
}) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [rowsMax, setRowsMax] = useState(ROWS_MAX);
  const [current, setCurrent] = useState<string | null>(null);
  const element = useRef<HTMLDivElement>(null);
  const all = useMemo(() => treeRows(root, closed), [root, closed]);
  const rows = all.slice(0, rowsMax);
  const standing = rows.some((row) => row.id === current) ? current : (rows[0]?.id ?? null);
  const fold = (id: string, close: boolean) => {
    const next = new Set(closed);
    if (close) next.add(id);
    else next.delete(id);
    setClosed(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = standing === null ? null : treeStep(rows, standing, event.key);
    if (!step) return;
    event.preventDefault();
    if (step.kind !== "go") return fold(step.id, step.kind === "close");
    setCurrent(step.id);
    element.current?.querySelector<HTMLElement>(`[data-id="${step.id}"]`)?.focus();
  };
  return (
    <div className={styles.tree}>
      <div ref={element} role="tree" aria-label={label} onKeyDown={onKeyDown} tabIndex={-1}>
        {rows.map((row) => (
          <Line
            key={row.id}
            row={row}
            isStanding={row.id === standing}
            decoration={decorate?.(row.node) ?? null}
            onFocus={() => setCurrent(row.id)}
            onToggle={() => row.node.children.length > 0 && fold(row.id, row.isOpen)}
          />
        ))}
      </div>
      {all.length > rows.length && (
        <div className={styles.more}>
          <Button small onPress={() => setRowsMax(Infinity)}>
            Show all {counted(all.length, "line")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Line({
  row,
  isStanding,
  decoration,
  onFocus,
  onToggle,
}: {
  row: TreeRow;
  isStanding: boolean;
  decoration: { className?: string; end?: ReactNode } | null;
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
      aria-expanded={isBranch ? row.isOpen : undefined}
      aria-selected={isStanding}
      tabIndex={isStanding ? 0 : -1}
      className={classes(styles.line, decoration?.className)}
      style={{ "--level": row.level } as CSSProperties}
      onFocus={onFocus}
      onClick={onToggle}
    >
      <span className={classes(styles.twisty, row.isOpen && styles.open)}>
        {isBranch && <ChevronRight size={12} aria-hidden />}
      </span>
      {node.label !== null && (
        <span className={styles.key}>
          <SafeText text={node.label} />:
        </span>
      )}
      <Value node={node} isOpen={row.isOpen} />
      {node.doubled && <span className={styles.note}>key occurs twice</span>}
      {decoration?.end && <span className={styles.end}>{decoration.end}</span>}
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
