import { ChevronLeft, ChevronRight, History } from "lucide-react";
import { visible } from "@/shared/lib/hostile";
import { grouped } from "@/shared/lib/number";
import { Button, Hint, Instant, SafeText } from "@/shared/ui";
import type { Setter } from "./blame";
import styles from "./FieldBar.module.css";

/** The field that the keys stand on in the tree: who set it in full, and ways through its life. */
export function FieldBar({
  path,
  setter,
  note,
  onGoTo,
  onStep,
  onLife,
}: {
  path: string;
  /** `null` where nobody set it, or where that is not known. */
  setter: Setter | null;
  note: string | null;
  onGoTo: (version: number) => void;
  onStep: (path: string, direction: "before" | "after") => void;
  onLife: (path: string) => void;
}) {
  return (
    <section aria-label="Field" className={styles.bar}>
      <div className={styles.words}>
        <SafeText text={path === "" ? "the whole state" : path} className={styles.path} />
        <p role="status" className={styles.note}>
          {note ?? (setter && <SetBy setter={setter} onGoTo={onGoTo} />)}
        </p>
      </div>
      <div className={styles.ways}>
        <Hint text="The event that set it before (P)">
          <Button small aria-label="Previous setter" onPress={() => onStep(path, "before")}>
            <ChevronLeft size={14} aria-hidden />
            <kbd>P</kbd>
          </Button>
        </Hint>
        <Hint text="The event that set it next (N)">
          <Button small aria-label="Next setter" onPress={() => onStep(path, "after")}>
            <kbd>N</kbd>
            <ChevronRight size={14} aria-hidden />
          </Button>
        </Hint>
        <Hint text="Every event that set it (L)">
          <Button small aria-label="Life of this field" onPress={() => onLife(path)}>
            <History size={14} aria-hidden />
            Life <kbd>L</kbd>
          </Button>
        </Hint>
      </div>
    </section>
  );
}

function SetBy({ setter: { event }, onGoTo }: { setter: Setter; onGoTo: (version: number) => void }) {
  return (
    <>
      set in{" "}
      <button
        type="button"
        className={styles.version}
        title={visible(event.eventType)}
        onClick={() => onGoTo(event.version)}
      >
        version {grouped(event.version)}
      </button>{" "}
      by <SafeText text={event.actor} />,{" "}
      <Instant iso={event.instant} asStored={event.timestamp} precision="seconds" />
    </>
  );
}
