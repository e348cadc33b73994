import { X } from "lucide-react";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { type Filter, isUnfiltered, useOpenStore } from "@/ipc";
import { instantLine } from "@/shared/lib/instant";
import { IconButton, useShownTheme, useZone } from "@/shared/ui";
import styles from "./Component.module.css";
import { Histogram } from "./Histogram";
import { useHistogram } from "./queries";
import { type Range, rangeOf, type Stretches, shareOf, stretchesOf } from "./stretch";
import { useBrush } from "./useBrush";
import { ticksOf, told } from "./words";

const BAR_PX = 3;
const HEIGHT_PX = 40;
const TICK_PX = 150;

/**
 * The whole history at the foot of every view: how many events there were when, and in the accent which of them fit
 * the view's filter. Dragging over it chooses a range of time.
 */
export function TimeBar({ filter, onRange }: { filter: Filter; onRange: (range: Range | null) => void }) {
  const { firstAt, lastAt } = useOpenStore();
  const area = useRef<HTMLDivElement>(null);
  const width = useWidth(area);
  const { from, until, ...rest } = filter;
  const isRange = from !== undefined || until !== undefined;
  const stretches =
    firstAt !== null && lastAt !== null && width > 0
      ? stretchesOf(firstAt, lastAt, Math.max(8, Math.floor(width / BAR_PX)))
      : null;
  return (
    <section aria-label="Time bar" className={styles.bar}>
      <div className={styles.label}>
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
            filter={rest}
            range={{ from, until }}
            width={width}
            onRange={onRange}
          />
        )}
      </div>
    </section>
  );
}

function Whole({ isEmpty }: { isEmpty: boolean }) {
  return (
    <>
      <strong>{isEmpty ? "No history yet" : "All of time"}</strong>
      {!isEmpty && <span className={styles.hint}>Drag to choose a range</span>}
    </>
  );
}

function Chosen({ from, until, onClear }: Partial<Range> & { onClear: () => void }) {
  const zone = useZone();
  return (
    <>
      <div className={styles.chosen}>
        {from !== undefined && <div>from {instantLine(from, zone, "minutes")}</div>}
        {until !== undefined && <div>before {instantLine(until, zone, "minutes")}</div>}
      </div>
      <IconButton label="Show all of time" small onPress={onClear}>
        <X size={14} aria-hidden />
      </IconButton>
    </>
  );
}

function Brush({
  stretches,
  filter,
  range,
  width,
  onRange,
}: {
  stretches: Stretches;
  filter: Filter;
  range: Partial<Range>;
  width: number;
  onRange: (range: Range | null) => void;
}) {
  const zone = useZone();
  const theme = useShownTheme();
  const isFiltered = !isUnfiltered(filter);
  const all = useHistogram({}, stretches).data?.counts ?? [];
  const fitting = useHistogram(filter, stretches, isFiltered).data?.counts ?? null;
  const shown = isFiltered ? fitting : null;
  const { draft, hover, handlers } = useBrush(stretches, onRange);
  const share = shareOf(stretches, draft ? rangeOf(stretches, draft.anchor, draft.head) : range);
  const [one, other] = draft ? [draft.anchor, draft.head] : [hover ?? 0, hover ?? 0];
  const words = told(rangeOf(stretches, one, other), all, shown, one, other, zone);
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
        <Histogram width={width} height={HEIGHT_PX} all={all} fitting={shown} range={share} theme={theme} />
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
