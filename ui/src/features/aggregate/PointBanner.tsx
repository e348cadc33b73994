import { counted, grouped } from "@/shared/lib/number";
import { Banner, Button, Instant } from "@/shared/ui";
import type { Standing } from "./model";

/** Says across the view that it does not show the latest state, and leads back to it. */
export function PointBanner({
  standing,
  firstAt,
  runsBackwards,
  onLatest,
}: {
  standing: Standing;
  firstAt: string | null;
  runsBackwards: boolean;
  onLatest: () => void;
}) {
  return (
    <>
      {standing.kind !== "latest" && (
        <Banner
          actions={
            <Button small onPress={onLatest}>
              Back to latest <kbd>Esc</kbd>
            </Button>
          }
        >
          <Words standing={standing} firstAt={firstAt} />
        </Banner>
      )}
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
}: {
  standing: Exclude<Standing, { kind: "latest" }>;
  firstAt: string | null;
}) {
  if (standing.kind === "past")
    return (
      <>
        A past state: <strong>version {grouped(standing.version)}</strong> of {grouped(standing.last)}.{" "}
        {counted(standing.last - standing.version, "later event")} left out.
      </>
    );
  if (standing.kind === "beyond")
    return (
      <>
        There is no version {grouped(standing.version)}. Shown is the last one, version{" "}
        {grouped(standing.last)}.
      </>
    );
  if (standing.kind === "asOf")
    return (
      <>
        As of <Instant iso={standing.instant} precision="full" />:{" "}
        <strong>version {grouped(standing.version)}</strong> of {grouped(standing.last)} stood.
      </>
    );
  return (
    <>
      {standing.instant === null ? (
        "A past state: "
      ) : (
        <>
          As of <Instant iso={standing.instant} precision="full" />:{" "}
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
