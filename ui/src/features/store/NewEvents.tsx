import { ArrowDownToLine } from "lucide-react";
import { useSessionActions } from "@/ipc";
import { counted } from "@/shared/lib/number";
import { Button } from "@/shared/ui";
import { useNewEvents } from "./growth";
import styles from "./NewEvents.module.css";

/** Tells of events that were recorded since the views were filled, and brings them in. No view changes by itself. */
export function NewEvents() {
  const count = useNewEvents();
  const session = useSessionActions();
  return (
    <span role="status" className={styles.news}>
      {count > 0 && (
        <Button small className={styles.grown} onPress={() => void session.renew().catch(() => {})}>
          <ArrowDownToLine size={13} aria-hidden /> {counted(count, "new event")}
        </Button>
      )}
    </span>
  );
}
