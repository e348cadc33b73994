import type { ReactNode } from "react";
import { classes } from "@/shared/lib/classes";
import styles from "./Badge.module.css";

/** A word or two about the state of something. */
export function Badge({
  tone = "neutral",
  children,
}: {
  tone?: "neutral" | "accent" | "write" | "supposed" | "danger" | "good";
  children: ReactNode;
}) {
  return <span className={classes(styles.badge, tone !== "neutral" && styles[tone])}>{children}</span>;
}
