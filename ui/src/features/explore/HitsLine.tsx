import { counted, grouped } from "@/shared/lib/number";
import { Button } from "@/shared/ui";
import { HITS_MAX, type TextSearch } from "./search";

/** How much was found, and how far the search is. */
export function HitsLine({ search }: { search: TextSearch }) {
  const { end, reached, feed, isFetching, isStopped, stop, retry } = search;
  const found = feed?.rows.length ?? 0;
  if (end)
    return (
      <span>
        {end.isWhole ? (
          <strong>{counted(end.found, "hit")}</strong>
        ) : (
          <>
            The newest <strong>{grouped(end.found)}</strong> hits; to see others than {grouped(HITS_MAX)},
            narrow the filter
          </>
        )}
        {!end.indexed && ", found without the text index"}
      </span>
    );
  if (isFetching)
    return (
      <>
        <span>
          <strong>{counted(found, "hit")}</strong> so far
          {reached &&
            reached.total !== "0" &&
            `, ${grouped(reached.searched)} of ${grouped(reached.total)} events looked at`}
        </span>
        <Button small variant="quiet" onPress={stop}>
          Stop
        </Button>
      </>
    );
  return isStopped ? (
    <>
      <span>Stopped after {counted(found, "hit")}</span>
      <Button small variant="quiet" onPress={retry}>
        Search again
      </Button>
    </>
  ) : (
    <span>Not searched</span>
  );
}
