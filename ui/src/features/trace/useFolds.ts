import { useEffect, useMemo, useState } from "react";
import type { TraceDto } from "@/ipc";
import { allFolded, type Folds, groupId, linesOf, nodeId, revealing, type TraceLine } from "./tree";

/** What is folded in a tree, and the lines that are left to see. The selected node always is. */
export function useFolds(trace: TraceDto, isGrouped: boolean, selected: number | null) {
  const [held, setHeld] = useState<Folds>({ closed: new Set(), opened: new Set(), isGrouped });
  // A group's line may be stood on too; in the link it is its first node.
  const [group, setGroup] = useState<string | null>(null);
  const folds = useMemo(() => ({ ...held, isGrouped }), [held, isGrouped]);
  const lines = useMemo(() => linesOf(trace, folds), [trace, folds]);
  const isOnGroup = selected !== null && group === groupId(selected) && lines.some(({ id }) => id === group);
  const standing = selected === null ? null : isOnGroup ? group : nodeId(selected);
  const isShown = standing === null || lines.some(({ id }) => id === standing);
  useEffect(() => {
    if (!isShown && selected !== null) setHeld((last) => revealing(trace, last, selected));
  }, [isShown, selected, trace]);
  const toggle = (line: TraceLine, isOpen: boolean) => {
    const key = line.group === null ? "closed" : "opened";
    const next = new Set(held[key]);
    // Nodes are open and groups folded unless they stand in their set.
    if (isOpen === (key === "opened")) next.add(line.id);
    else next.delete(line.id);
    setHeld({ ...held, [key]: next });
  };
  return {
    lines,
    standing,
    toggle,
    foldAll: (isFolded: boolean) => setHeld(allFolded(trace, held, isFolded)),
    /** To be told which line was chosen. */
    stand: (line: TraceLine) => setGroup(line.group === null ? null : line.id),
  };
}
