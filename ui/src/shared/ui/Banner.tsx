import { CircleAlert, Info, PencilLine } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "@/shared/lib/classes";
import styles from "./Banner.module.css";

const ICONS = { note: Info, write: PencilLine, danger: CircleAlert };

/** A line across a view that says something about all of it, with room for a button or two at its end. */
export function Banner({
  tone = "note",
  children,
  actions,
}: {
  tone?: keyof typeof ICONS;
  children: ReactNode;
  actions?: ReactNode;
}) {
  const Icon = ICONS[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={classes(styles.banner, tone !== "note" && styles[tone])}
    >
      <Icon size={16} aria-hidden />
      <div className={styles.words}>{children}</div>
      {actions}
    </div>
  );
}
