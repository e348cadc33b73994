import { X } from "lucide-react";
import { useRef, useState } from "react";
import { type FieldDto, type Filter, useOpenStore } from "@/ipc";
import { instantLine } from "@/shared/lib/instant";
import { IconButton, useSize, useZone } from "@/shared/ui";
import { Chart } from "./Chart";
import styles from "./Component.module.css";
import { Head } from "./Head";
import { Legend } from "./Legend";
import { useLayer } from "./layer";
import { Playhead } from "./Playhead";
import { Strip } from "./Strip";
import { cut, endsOf, isSame, type Range, type Span, type Stretches, stretchesOf } from "./stretch";
import { TableDialog } from "./Table";
import { Transport } from "./Transport";
import { useWheel, useZoom } from "./useZoom";
import { lengthOf, precisionOf, spanLine } from "./words";

const BAR_PX = 3;
/** With the room on either side of what is seen, no more than the backend counts at once. */
const BARS_MAX = 1700;

interface Shown {
  filter: Filter;
  onRange: (range: Range | null) => void;
  /** The part of the history that is seen; `null` is all of it. */
  zoom: Span | null;
  onZoom: (zoom: Span | null) => void;
  /** What the bars are split by. */
  stack: FieldDto | null;
  onStack: (stack: FieldDto | null) => void;
  /** Whether views can be led into the past here; where something is written, it is now. */
  canTravel: boolean;
  /** Whether the space bar plays the history. */
  takesSpace: boolean;
}

/**
 * The history at the foot of every view: how many events there were when, and in the accent which of them fit the
 * view's filter. The wheel and the keys show a part of it. Dragging over it chooses a range of time; the playhead below
 * it is the instant all views show.
 */
export function TimeBar(shown: Shown) {
  const { firstAt, lastAt } = useOpenStore();
  const zone = useZone();
  // Held as state: without a history another element is measured.
  const [area, setArea] = useState<HTMLElement | null>(null);
  const width = useSize(area)?.width ?? 0;
  const most = Math.max(8, Math.min(BARS_MAX, Math.floor(width / BAR_PX)));
  const whole =
    firstAt !== null && lastAt !== null && width > 0 ? stretchesOf(firstAt, lastAt, most, zone) : null;
  return (
    <section aria-label="Time bar" className={styles.bar}>
      {whole && firstAt !== null && lastAt !== null ? (
        <Bar
          {...shown}
          area={area}
          onArea={setArea}
          width={width}
          most={most}
          whole={whole}
          firstAt={firstAt}
          lastAt={lastAt}
        />
      ) : (
        <>
          <div className={styles.label}>{firstAt === null && <strong>No history yet</strong>}</div>
          <div className={styles.main}>
            <div ref={setArea} />
          </div>
        </>
      )}
    </section>
  );
}

function Bar({
  filter: { from, until, ...filter },
  onRange,
  zoom,
  onZoom,
  stack,
  onStack,
  canTravel,
  takesSpace,
  area,
  onArea,
  width,
  most,
  whole,
  firstAt,
  lastAt,
}: Shown & {
  area: HTMLElement | null;
  onArea: (area: HTMLElement | null) => void;
  width: number;
  most: number;
  whole: Stretches;
  firstAt: string;
  lastAt: string;
}) {
  const zone = useZone();
  const { lens, span } = useZoom(endsOf(whole), zoom, onZoom);
  useWheel(area, lens);
  const part = span ? cut(span, whole, most, zone) : whole;
  const fine = useLayer(filter, stack, part);
  const coarse = useLayer(filter, stack, whole, fine.split);
  const layers = [coarse.layer, isSame(part, whole) ? null : fine.layer].filter((layer) => layer !== null);
  const shown = fine.layer ?? coarse.layer;
  const [lit, setLit] = useState<number | null>(null);
  const [isTable, setTable] = useState(false);
  const isRange = from !== undefined || until !== undefined;
  const { step } = part;
  return (
    <>
      <div className={styles.label}>
        {canTravel && (
          <Transport
            layers={[fine.layer, coarse.layer]}
            filter={filter}
            firstAt={firstAt}
            lastAt={lastAt}
            takesSpace={takesSpace}
          />
        )}
        {isRange ? (
          <Chosen from={from} until={until} onClear={() => onRange(null)} />
        ) : (
          <Whole isZoomed={span !== null} />
        )}
      </div>
      <div className={styles.main}>
        <Head
          lens={lens}
          span={span}
          step={step}
          field={stack}
          onField={(field) => {
            setLit(null);
            onStack(field);
          }}
          onTable={() => setTable(true)}
        />
        {fine.split && shown && (
          <Legend split={fine.split} layer={shown} span={span ?? lens.limits} lit={lit} onLit={setLit} />
        )}
        <div ref={onArea} className={styles.area}>
          {span && <Strip lens={lens} width={width} />}
          <div className={styles.chart}>
            <Chart
              lens={lens}
              width={width}
              marks={part}
              layers={layers}
              split={fine.split}
              lit={fine.split ? lit : null}
              range={{ from, until }}
              onRange={onRange}
              onTable={() => setTable(true)}
            />
            {canTravel && (
              <Playhead
                lens={lens}
                width={width}
                marks={part}
                whole={coarse.layer}
                lastAt={lastAt}
                isZoomed={span !== null}
              />
            )}
          </div>
        </div>
        <Told zoom={zoom} step={step} />
      </div>
      {isTable && shown && (
        <TableDialog
          layer={shown}
          split={fine.split}
          span={span ?? endsOf(whole)}
          onRange={onRange}
          onClose={() => setTable(false)}
        />
      )}
    </>
  );
}

/** For those who hear the window: which part is seen, once it rests. */
function Told({ zoom, step }: { zoom: Span | null; step: number }) {
  const zone = useZone();
  const wasZoomed = useRef(false);
  wasZoomed.current ||= zoom !== null;
  return (
    <div role="status" className="visuallyHidden">
      {zoom
        ? `The time bar shows ${spanLine(zoom, zone)}, ${lengthOf(step)} a bar.`
        : wasZoomed.current && "The time bar shows the whole history."}
    </div>
  );
}

function Whole({ isZoomed }: { isZoomed: boolean }) {
  return (
    <div className={styles.whole}>
      <strong>{isZoomed ? "No range chosen" : "All of time"}</strong>
      <span className={styles.hint}>Drag to choose a range</span>
    </div>
  );
}

function Chosen({ from, until, onClear }: Partial<Range> & { onClear: () => void }) {
  const zone = useZone();
  const line = (iso: string) => {
    const at = Date.parse(iso);
    return instantLine(iso, zone, precisionOf({ from: at, until: at }));
  };
  return (
    <div className={styles.range}>
      <div className={styles.chosen}>
        {from !== undefined && <div>from {line(from)}</div>}
        {until !== undefined && <div>before {line(until)}</div>}
      </div>
      <IconButton label="Show all of time" small onPress={onClear}>
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
