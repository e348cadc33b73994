import { classes } from "@/shared/lib/classes";
import { counted, grouped } from "@/shared/lib/number";
import { Banner, Button, Instant } from "@/shared/ui";
import { AsOfField } from "./AsOfField";
import type { Standing } from "./model";
import styles from "./PointBar.module.css";

/**
 * Says across the view at which point in time it stands, leads back to the latest state, and takes an instant.
 * It is there for the latest state too: were it not, the first step into the past would move everything below it.
 */
export function PointBar({
  standing,
  firstAt,
  isLost,
  runsBackwards,
  onLatest,
  onInstant,
}: {
  standing: Standing;
  firstAt: string | null;
  /** Whether the version of the instant could not be found. */
  isLost: boolean;
  runsBackwards: boolean;
  onLatest: () => void;
  onInstant: (instant: string) => void;
}) {
  const isPast = standing.kind !== "latest";
  const instant = "instant" in standing ? standing.instant : null;
  return (
    <>
      <section aria-label="Shown point in time" className={classes(styles.bar, isPast && styles.past)}>
        <p role="status" className={styles.words}>
          <Words standing={standing} firstAt={firstAt} isLost={isLost} />
        </p>
        {isPast && (
          <Button small onPress={onLatest}>
            Back to latest <kbd>Esc</kbd>
          </Button>
        )}
        <AsOfField key={instant} instant={instant} onInstant={onInstant} onLatest={onLatest} />
      </section>
      {runsBackwards && (
        <Banner tone="danger">
          The timestamps of this aggregate run backwards somewhere, so an instant is ambiguous. Shown is the
          greatest version whose timestamp is not after it.
        </Banner>
      )}
    </>
  );
}

function Words({
  standing,
  firstAt,
  isLost,
}: {
  standing: Standing;
  firstAt: string | null;
  isLost: boolean;
}) {
  switch (standing.kind) {
    case "latest":
      return <>The latest state: version {grouped(standing.last)}.</>;
    case "past":
      return (
        <>
          A past state: <strong>version {grouped(standing.version)}</strong> of {grouped(standing.last)}.{" "}
          {counted(standing.last - standing.version, "later event")} left out.
        </>
      );
    case "beyond":
      return (
        <>
          There is no version {grouped(standing.version)}. Shown is the last one, version{" "}
          {grouped(standing.last)}.
        </>
      );
    case "asOf":
      return (
        <>
          As of <Instant iso={standing.instant} precision="full" />:{" "}
          {standing.version === null ? (
            isLost ? (
              "no version was found."
            ) : (
              "looking for the version…"
            )
          ) : (
            <>
              <strong>version {grouped(standing.version)}</strong> of {grouped(standing.last)} stood.
            </>
          )}
        </>
      );
    case "beforeFirst":
      return <BeforeFirst instant={standing.instant} firstAt={firstAt} />;
  }
}

function BeforeFirst({ instant, firstAt }: { instant: string | null; firstAt: string | null }) {
  return (
    <>
      {instant === null ? (
        "A past state: "
      ) : (
        <>
          As of <Instant iso={instant} precision="full" />:{" "}
        </>
      )}
      <strong>before the first event</strong>
      {firstAt !== null && (
        <>
          , which came at <Instant iso={firstAt} precision="full" />
        </>
      )}
      .
    </>
  );
}
