import type { ProgressDto } from "@/ipc";
import { ErrorState, Loading, Progress } from "@/shared/ui";
import styles from "./Trace.module.css";

/** What is read faster than this many events needs no bar: it would only flash. */
const BAR_FROM = 5000;

/** Stands in while events are read: how far it is and a way to stop it, or a way to go on where it was stopped. */
export function Waiting({
  progress,
  isFetching,
  onStop,
  onRetry,
}: {
  progress: ProgressDto | null;
  isFetching: boolean;
  onStop: () => void;
  onRetry: () => void;
}) {
  if (!isFetching)
    return <ErrorState title="Stopped" message="Not all events were read." onRetry={onRetry} />;
  if (!progress || progress.total < BAR_FROM) return <Loading label="Reading…" />;
  return (
    <div className={styles.waiting}>
      <Progress label="Reading" done={progress.done} total={progress.total} onCancel={onStop} />
    </div>
  );
}
