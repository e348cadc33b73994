import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { JsonNode } from "@/shared/lib/json";
import { Chunk } from "./Chunk";
import styles from "./JsonTree.module.css";
import { type Decoration, TreeLine } from "./TreeLine";
import { type TreeRow, treeRows, treeStep } from "./treeRows";

/** So many lines come and go together. */
const CHUNK_ROWS = 80;
const ROW_PX = 22;

/**
 * A JSON value as a tree to fold and walk, however many lines it has. A view may add to each line, hear on which
 * line the focus is, and take keys for which the tree has no use; `onKey` tells whether it took one.
 */
export function JsonTree({
  root,
  label,
  decorate,
  onLine,
  onKey,
}: {
  root: JsonNode;
  label: string;
  decorate?: (node: JsonNode) => Decoration | null;
  onLine?: (node: JsonNode) => void;
  onKey?: (key: string, node: JsonNode) => boolean;
}) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<TreeRow | null>(null);
  const element = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => treeRows(root, closed), [root, closed]);
  const standing = useMemo(() => standingRow(rows, current), [rows, current]);
  const fold = (id: string, close: boolean) => {
    const next = new Set(closed);
    if (close) next.add(id);
    else next.delete(id);
    setClosed(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!standing || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = treeStep(rows, standing.id, event.key);
    if (!step && !onKey?.(event.key, standing.node)) return;
    event.preventDefault();
    if (!step) return;
    if (step.kind !== "go") return fold(step.id, step.kind === "close");
    // The line may be far away and not in the page yet.
    flushSync(() => setCurrent(rows.find(({ id }) => id === step.id) ?? null));
    focusRow(element.current, step.id);
  };
  const standingId = standing?.id;
  // Another value may hold the path at another place: whoever stood on it still does.
  useLayoutEffect(() => {
    const focused = document.activeElement;
    if (focused?.role === "treeitem" && element.current?.contains(focused) && standingId !== undefined)
      focusRow(element.current, standingId);
  }, [standingId]);
  const line = (row: TreeRow) => (
    <TreeLine
      key={row.id}
      row={row}
      isStanding={row === standing}
      decoration={decorate?.(row.node) ?? null}
      onFocus={() => {
        setCurrent(row);
        onLine?.(row.node);
      }}
      onToggle={() => row.node.children.length > 0 && fold(row.id, row.isOpen)}
    />
  );
  return (
    <div ref={element} role="tree" aria-label={label} onKeyDown={onKeyDown} className={styles.tree}>
      {chunks(rows).map(({ key, lines }) => (
        <Chunk
          key={key}
          estimatePx={lines.length * ROW_PX}
          isNeeded={key === 0 || (standing !== undefined && lines.includes(standing))}
        >
          {() => lines.map(line)}
        </Chunk>
      ))}
    </div>
  );
}

function chunks(rows: TreeRow[]): { key: number; lines: TreeRow[] }[] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK_ROWS) }, (_, key) => ({
    key,
    lines: rows.slice(key * CHUNK_ROWS, (key + 1) * CHUNK_ROWS),
  }));
}

/** The line that the keys stand on: the one where they stood, or the one that has its path now, or the first. */
function standingRow(rows: readonly TreeRow[], current: TreeRow | null): TreeRow | undefined {
  if (!current) return rows[0];
  const { id, node } = current;
  const samePlace = rows.find((row) => row.id === id);
  if (samePlace?.node.path === node.path) return samePlace;
  return rows.find((row) => row.node.path === node.path) ?? samePlace ?? rows[0];
}

function focusRow(tree: HTMLElement | null, id: string) {
  tree?.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus();
}
