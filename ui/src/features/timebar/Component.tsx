import { X } from "lucide-react";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { type Filter, isUnfiltered, useOpenStore } from "@/ipc";
import { instantLine } from "@/shared/lib/instant";
import { IconButton, useShownTheme, useZone } from "@/shared/ui";
import styles from "./Component.module.css";
import { Histogram } from "./Histogram";
import { Playhead } from "./Playhead";
import { useHistogram } from "./queries";
import { type Range, rangeOf, type Stretches, shareOf, stretchesOf } from "./stretch";
import { Transport } from "./Transport";
import { useBrush } from "./useBrush";
import { ticksOf, told } from "./words";

const BAR_PX = 3;
const HEIGHT_PX = 40;
const TICK_PX = 150;
/** What is not known yet, always the same so that nothing is drawn anew for it. */
const NONE: readonly number[] = [];

interface Shown {
  filter: Filter;
  onRange: (range: Range | null) => void;
  /** Whether views can be led into the past here; where something is written, it is now. */
  canTravel: boolean;
  /** Whether the space bar plays the history. */
  takesSpace: boolean;
}

/**
 * The whole history at the foot of every view: how many events there were when, and in the accent which of them fit
 * the view's filter. Dragging over it chooses a range of time; the playhead below it is the instant all views show.
 */
export function TimeBar(shown: Shown) {
  const { firstAt, lastAt } = useOpenStore();
  const area = useRef<HTMLDivElement>(null);
  const width = useWidth(area);
  const stretches =
    firstAt !== null && lastAt !== null && width > 0
      ? stretchesOf(firstAt, lastAt, Math.max(8, Math.floor(width / BAR_PX)))
      : null;
  return (
    <section aria-label="Time bar" className={styles.bar}>
      <Bar {...shown} area={area} width={width} stretches={stretches} firstAt={firstAt} lastAt={lastAt} />
    </section>
  );
}

function Bar({
  filter: { from, until, ...filter },
  onRange,
  canTravel,
  takesSpace,
  area,
  width,
  stretches,
  firstAt,
  lastAt,
}: Shown & {
  area: RefObject<HTMLDivElement | null>;
  width: number;
  stretches: Stretches | null;
  firstAt: string | null;
  lastAt: string | null;
}) {
  const isFiltered = !isUnfiltered(filter);
  const all = useHistogram({}, stretches).data?.counts ?? NONE;
  const fitting = useHistogram(filter, stretches, isFiltered).data?.counts ?? NONE;
  const travels = canTravel && stretches !== null && firstAt !== null && lastAt !== null;
  const isRange = from !== undefined || until !== undefined;
  return (
    <>
      <div className={styles.label}>
        {travels && (
          <Transport
            stretches={stretches}
            counts={isFiltered ? fitting : all}
            filter={filter}
            firstAt={firstAt}
            lastAt={lastAt}
            takesSpace={takesSpace}
          />
        )}
        {isRange ? (
          <Chosen from={from} until={until} onClear={() => onRange(null)} />
        ) : (
          <Whole isEmpty={!firstAt} />
        )}
      </div>
      <div ref={area} className={styles.area}>
        {stretches && (
          <Brush
            stretches={stretches}
            all={all}
            fitting={isFiltered ? fitting : null}
            range={{ from, until }}
            width={width}
            onRange={onRange}
          />
        )}
        {travels && <Playhead stretches={stretches} counts={all} lastAt={lastAt} />}
      </div>
    </>
  );
}

function Whole({ isEmpty }: { isEmpty: boolean }) {
  return (
    <div className={styles.whole}>
      <strong>{isEmpty ? "No history yet" : "All of time"}</strong>
      {!isEmpty && <span className={styles.hint}>Drag to choose a range</span>}
    </div>
  );
}

function Chosen({ from, until, onClear }: Partial<Range> & { onClear: () => void }) {
  const zone = useZone();
  return (
    <div className={styles.range}>
      <div className={styles.chosen}>
        {from !== undefined && <div>from {instantLine(from, zone, "minutes")}</div>}
        {until !== undefined && <div>before {instantLine(until, zone, "minutes")}</div>}
      </div>
      <IconButton label="Show all of time" small onPress={onClear}>
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  );
}

function Brush({
  stretches,
  all,
  fitting,
  range,
  width,
  onRange,
}: {
  stretches: Stretches;
  all: readonly number[];
  /** Of them, those that fit the filter; `null` where all do. */
  fitting: readonly number[] | null;
  range: Partial<Range>;
  width: number;
  onRange: (range: Range | null) => void;
}) {
  const zone = useZone();
  const theme = useShownTheme();
  const { draft, hover, handlers } = useBrush(stretches, onRange);
  const share = shareOf(stretches, draft ? rangeOf(stretches, draft.anchor, draft.head) : range);
  const [one, other] = draft ? [draft.anchor, draft.head] : [hover ?? 0, hover ?? 0];
  const words = told(rangeOf(stretches, one, other), all, fitting, one, other, zone);
  return (
    <>
      <div
        role="slider"
        tabIndex={0}
        aria-label="Range of time. Arrow keys walk, Shift stretches, Enter filters, Delete shows all."
        aria-valuemin={0}
        aria-valuemax={stretches.count - 1}
        aria-valuenow={draft?.head ?? 0}
        aria-valuetext={draft ? words : "nothing chosen"}
        className={styles.brush}
        {...handlers}
      >
        <Histogram width={width} height={HEIGHT_PX} all={all} fitting={fitting} range={share} theme={theme} />
      </div>
      <Axis stretches={stretches} width={width} />
      {(draft || hover !== null) && (
        <div className={styles.words} style={wordsPlace((one + other + 1) / 2 / stretches.count)}>
          {words}
        </div>
      )}
    </>
  );
}

function Axis({ stretches, width }: { stretches: Stretches; width: number }) {
  const zone = useZone();
  return (
    <div className={styles.axis} aria-hidden>
      {ticksOf(stretches, zone, width / TICK_PX).map((tick) => (
        <span key={tick.at} style={{ left: `${tick.at * 100}%` }}>
          {tick.label}
        </span>
      ))}
    </div>
  );
}

/** Keeps the words within the window: they hang from their middle, and from an edge near an edge. */
function wordsPlace(at: number) {
  if (at < 0.2) return { left: 0 };
  if (at > 0.8) return { right: 0 };
  return { left: `${at * 100}%`, transform: "translateX(-50%)" };
}

function useWidth(area: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [area]);
  return width;
}
