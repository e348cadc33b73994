import { Trash2 } from "lucide-react";
import type { DeletedDto } from "@/ipc";
import styles from "./DeletedMark.module.css";

/** Whether an aggregate is deleted now: a word, and a shape where it is. */
export function DeletedMark({ deleted }: { deleted: DeletedDto | null }) {
  switch (deleted) {
    case "yes":
      return (
        <span className={styles.deleted} title="Its state is null after its last event">
          <Trash2 size={13} aria-hidden /> Deleted
        </span>
      );
    case "no":
      return <span className={styles.quiet}>No</span>;
    case "unknown":
      return (
        <span
          className={styles.unknown}
          title="It cannot be told: its projection fails, or its last event cannot be read"
        >
          Not known
        </span>
      );
    default:
      return (
        <span className={styles.quiet} title="Not looked at yet">
          <span aria-hidden>…</span>
          <span className="visuallyHidden">Not looked at yet</span>
        </span>
      );
  }
}
