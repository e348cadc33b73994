import type { KeyboardEvent } from "react";
import { instantLine } from "@/shared/lib/instant";
import { counted, grouped } from "@/shared/lib/number";
import { usePlayhead, useZone } from "@/shared/ui";
import styles from "./Playhead.module.css";
import { boundAt, boundFrom, instantAt, shareAt, sumTo } from "./playhead";
import type { Stretches } from "./stretch";
import { useDrag } from "./useDrag";

/**
 * The instant that all views show, as a handle in the ruler under the history. Dragging in the ruler moves it, while
 * dragging over the history chooses a range; at its end it is now.
 */
export function Playhead({
  stretches,
  counts,
  lastAt,
}: {
  stretches: Stretches;
  counts: readonly number[];
  lastAt: string;
}) {
  const zone = useZone();
  const { at, go } = usePlayhead();
  const share = shareAt(stretches, at);
  const { isDragging, handlers } = useDrag((to) => go(instantAt(stretches, boundAt(stretches, to), lastAt)));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && at !== null) go(null);
    else {
      const bound =
        event.altKey || event.ctrlKey || event.metaKey ? null : boundFrom(event.key, stretches, at);
      if (bound === null) return;
      go(instantAt(stretches, bound, lastAt));
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const bound = boundAt(stretches, share);
  const words =
    at === null
      ? "now"
      : `as of ${instantLine(at, zone, "minutes")}: ${toldBy(counts, at, instantAt(stretches, bound, lastAt), bound)}`;
  return (
    <>
      <div className={styles.ruler} {...handlers} />
      {at !== null && (
        <>
          <div className={styles.future} style={{ left: `${share * 100}%` }} />
          <div className={styles.line} style={{ left: `${share * 100}%` }} />
        </>
      )}
      <div
        role="slider"
        tabIndex={0}
        aria-label="Playhead: the instant that all views show"
        aria-valuemin={0}
        aria-valuemax={stretches.count}
        aria-valuenow={bound}
        aria-valuetext={words}
        className={at === null ? styles.atNow : styles.handle}
        style={{ left: `${share * 100}%` }}
        onKeyDown={onKeyDown}
        {...handlers}
      >
        <svg width="13" height="14" viewBox="0 0 13 14" aria-hidden>
          <path d="M6.5 1 L12 6 V13 H1 V6 Z" />
        </svg>
      </div>
      {isDragging && (
        <div className={styles.words} style={wordsPlace(share)}>
          {words}
        </div>
      )}
    </>
  );
}

/** Between bounds, how many there were by then is not known here. */
function toldBy(counts: readonly number[], at: string, ofBound: string | null, bound: number): string {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const sum = sumTo(counts, bound);
  return `${at === ofBound ? grouped(sum) : `about ${grouped(sum)}`} of ${counted(all, "event")}`;
}

/** Keeps the words within the window. */
function wordsPlace(share: number) {
  if (share < 0.2) return { left: 0 };
  if (share > 0.8) return { right: 0 };
  return { left: `${share * 100}%`, transform: "translateX(-50%)" };
}
