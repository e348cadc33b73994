import { classes } from "@/shared/lib/classes";
import { counted, grouped } from "@/shared/lib/number";
import { AsOfField, Banner, Button, Instant } from "@/shared/ui";
import type { Standing } from "./model";
import styles from "./PointBar.module.css";

/**
 * Says across the view at which point in time it stands, leads back to the latest state, and takes an instant, which
 * all views then show. It is there for the latest state too: were it not, the first step into the past would move
 * everything below it.
 */
export function PointBar({
  standing,
  firstAt,
  asOf,
  runsBackwards,
  onLatest,
  onAsOf,
}: {
  standing: Standing;
  firstAt: string | null;
  /** The instant that all views show; `null` is now. */
  asOf: string | null;
  runsBackwards: boolean;
  onLatest: () => void;
  onAsOf: (instant: string | null) => void;
}) {
  // The instant has a banner of its own, over all views; what is said here is said within it.
  const isLook = standing.kind === "past" || (standing.kind === "beforeFirst" && standing.instant === null);
  return (
    <>
      <section aria-label="Shown point in time" className={classes(styles.bar, isLook && styles.past)}>
        <p role="status" className={styles.words}>
          <Words standing={standing} firstAt={firstAt} />
        </p>
        {(isLook || standing.kind === "beyond") && (
          <Button small onPress={onLatest}>
            {asOf === null ? "Back to latest" : "Back to that instant"} <kbd>Esc</kbd>
          </Button>
        )}
        <AsOfField key={asOf} instant={asOf} onInstant={onAsOf} onNow={() => onAsOf(null)} />
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

function Words({ standing, firstAt }: { standing: Standing; firstAt: string | null }) {
  switch (standing.kind) {
    case "latest":
      return <>The latest state: version {grouped(standing.last)}.</>;
    case "past":
      return (
        <>
          A past state: <strong>version {grouped(standing.version)}</strong> of {grouped(standing.last)}.{" "}
          {counted(standing.last - standing.version, "later event")} not in it.
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
          <strong>version {grouped(standing.version)}</strong> of {grouped(standing.total)} stood.
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
