import type { MouseEvent } from "react";
import { visible } from "@/shared/lib/hostile";
import { instantLine, instantText, type Zone } from "@/shared/lib/instant";
import { grouped } from "@/shared/lib/number";
import { Button, Progress, SafeText } from "@/shared/ui";
import { AGES, type Setter } from "./blame";
import styles from "./Gutter.module.css";
import type { Blame } from "./useBlame";

/** Who set the value on a line, and when; pressed, it leads to that event. The keys have Enter for it. */
export function GutterCell({
  setter: { event, age },
  zone,
  isShown,
  onGoTo,
}: {
  setter: Setter;
  zone: Zone;
  /** Whether the event is the shown one. */
  isShown: boolean;
  onGoTo: (version: number) => void;
}) {
  const press = (pressed: MouseEvent<HTMLElement>) => {
    pressed.stopPropagation();
    pressed.currentTarget.closest<HTMLElement>("[role=treeitem]")?.focus();
    onGoTo(event.version);
  };
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden
      className={styles.cell}
      data-age={age}
      data-shown={isShown || undefined}
      title={`${settingWords({ event, age }, zone)}: ${visible(event.eventType)}`}
      onClick={press}
    >
      <span className={styles.date}>{dateOf({ event, age }, zone)}</span>
      <SafeText text={event.actor} className={styles.actor} />
    </button>
  );
}

/** The same for those who hear the tree. */
export function settingWords({ event }: Setter, zone: Zone): string {
  const when = event.instant === null ? event.timestamp : instantLine(event.instant, zone);
  return `Set in version ${grouped(event.version)} by ${visible(event.actor)}, ${visible(when)}`;
}

function dateOf({ event }: Setter, zone: Zone): string {
  const text = event.instant === null ? null : instantText(event.instant, zone, "minutes");
  return text?.date ?? "no date";
}

/** What the gutter's colours mean, or how far it is. */
export function GutterLegend({ blame }: { blame: Blame }) {
  if (blame.failure !== null)
    return (
      <p role="alert" className={styles.legend}>
        Who set what could not be told: <SafeText text={blame.failure} />
        <Button small onPress={blame.retry}>
          Try again
        </Button>
      </p>
    );
  if (blame.progress && blame.isCounting)
    return (
      <div className={styles.legend}>
        <Progress
          label="Looking up who set what:"
          done={blame.progress.done}
          total={blame.progress.total}
          onCancel={blame.stop}
        />
      </div>
    );
  if (blame.isStopped)
    return (
      <p className={styles.legend}>
        Who set what was not looked up to the end.
        <Button small onPress={blame.retry}>
          Look it up
        </Button>
      </p>
    );
  if (blame.gutter === null)
    return <p className={`${styles.legend} ${styles.waiting}`}>Looking up who set what…</p>;
  if (blame.gutter.size === 0) return null;
  return (
    <p className={styles.legend}>
      Set earlier
      <span aria-hidden className={styles.scale}>
        {Array.from({ length: AGES }, (_, age) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a scale are their numbers.
          <span key={age} data-age={age} />
        ))}
      </span>
      later
    </p>
  );
}
