import {
  Boxes,
  FileCode,
  GitBranch,
  GitCompareArrows,
  type LucideIcon,
  PenLine,
  Rows3,
  SearchCheck,
} from "lucide-react";

/** A view that the navigation offers. */
export interface ViewEntry {
  to: "/explore" | "/aggregates" | "/trace" | "/compare" | "/check" | "/projections" | "/append";
  label: string;
  icon: LucideIcon;
  needsWriting?: boolean;
}

const VIEWS: ViewEntry[] = [
  { to: "/explore", label: "Explore", icon: Rows3 },
  { to: "/aggregates", label: "Aggregates", icon: Boxes },
  { to: "/trace", label: "Trace", icon: GitBranch },
  { to: "/compare", label: "Compare", icon: GitCompareArrows },
  { to: "/check", label: "Check", icon: SearchCheck },
  { to: "/projections", label: "Projections", icon: FileCode },
  { to: "/append", label: "Append", icon: PenLine, needsWriting: true },
];

/** The views that can be used now, in their order; the n-th has the shortcut Ctrl+n. */
export function viewsFor(writable: boolean): ViewEntry[] {
  return VIEWS.filter((view) => writable || !view.needsWriting);
}
