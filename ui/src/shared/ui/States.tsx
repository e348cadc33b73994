import { CircleAlert, Inbox } from "lucide-react";
import type { ReactNode } from "react";
import { ProgressBar } from "react-aria-components";
import { classes } from "@/shared/lib/classes";
import { grouped } from "@/shared/lib/number";
import { Button } from "./Button";
import { SafeText } from "./SafeText";
import styles from "./States.module.css";

/** Says why there is nothing to see and what to do about it. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={styles.state}>
      <Inbox size={20} aria-hidden />
      <h2>{title}</h2>
      {children && <div className={styles.words}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

/** Says what failed, in the backend's words, and offers another try. */
export function ErrorState({
  title = "This could not be shown",
  message,
  onRetry,
  actions,
}: {
  title?: string;
  message: string;
  onRetry?: () => void;
  actions?: ReactNode;
}) {
  return (
    <div role="alert" className={classes(styles.state, styles.failed)}>
      <CircleAlert size={20} aria-hidden />
      <h2>{title}</h2>
      <p className={styles.words}>
        <SafeText text={message} />
      </p>
      <div className={styles.actions}>
        {onRetry && <Button onPress={onRetry}>Try again</Button>}
        {actions}
      </div>
    </div>
  );
}

/** Stands in while something short is on its way; stays unseen for a moment so that fast answers do not flash. */
export function Loading({ label }: { label: string }) {
  return (
    <div role="status" className={styles.loading}>
      <span>{label}</span>
    </div>
  );
}

/** How far a long job is, with a way to stop it. */
export function Progress({
  label,
  done,
  total,
  unit = "events",
  onCancel,
}: {
  label: string;
  done: number;
  total: number;
  unit?: string;
  onCancel: () => void;
}) {
  return (
    <ProgressBar className={styles.progress} aria-label={label} value={done} maxValue={Math.max(1, total)}>
      {({ percentage }) => (
        <>
          <div className={styles.line}>
            <span>
              {label} {grouped(done)} of {grouped(total)} {unit}
            </span>
            <Button small variant="quiet" onPress={onCancel}>
              Cancel
            </Button>
          </div>
          <div className={styles.bar}>
            <div className={styles.fill} style={{ width: `${percentage ?? 0}%` }} />
          </div>
        </>
      )}
    </ProgressBar>
  );
}
