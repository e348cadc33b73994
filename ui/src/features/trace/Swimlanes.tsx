import { Link } from "@tanstack/react-router";
import { type MouseEvent, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { TraceDto } from "@/ipc";
import { visible } from "@/shared/lib/hostile";
import { counted, grouped } from "@/shared/lib/number";
import { colorsAt, IdText, SafeText, useShownTheme, useSize } from "@/shared/ui";
import { axisOf, xOf } from "./axis";
import { LaneLetter, laneToken } from "./LaneLetter";
import styles from "./Lanes.module.css";
import { type Lane, type Lanes, type LanesBy, SHARED_LETTER } from "./lanes";
import type { Timing } from "./order";
import { AXIS_PX, type Inks, LANE_PX, type Mark, markAt, marksOf, paint } from "./paint";
import { offsetText } from "./span";

/** The operation along one axis of time, a lane for each aggregate, actor or source. The tree below tells the same in words. */
export function Swimlanes({
  trace,
  lanes,
  timing,
  foldsQuiet,
  selected,
  asOf,
  onSelect,
}: {
  trace: TraceDto;
  lanes: Lanes;
  timing: Timing;
  foldsQuiet: boolean;
  selected: number | null;
  /** The instant that all views show, counted from the beginning of the operation. */
  asOf: number | null;
  onSelect: (node: number) => void;
}) {
  const [area, setArea] = useState<HTMLElement | null>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useSize(area)?.width ?? 0;
  const theme = useShownTheme();
  const [hover, setHover] = useState<Mark | null>(null);
  const axis = useMemo(() => {
    const times = timing.order.flatMap((node) => timing.offsets[node] ?? []);
    return axisOf(
      times.sort((one, other) => one - other),
      width,
      foldsQuiet,
    );
  }, [timing, width, foldsQuiet]);
  const marks = useMemo(() => marksOf(timing, lanes, axis), [timing, lanes, axis]);
  const parents = useMemo(() => trace.nodes.map(({ parent }) => parent), [trace]);
  const commands = useMemo(
    () => new Set(trace.nodes.flatMap(({ kind }, at) => (kind === "command" ? [at] : []))),
    [trace],
  );
  const count = lanes.lanes.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours that are read off the element
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    const scale = window.devicePixelRatio || 1;
    element.width = Math.round(width * scale);
    element.height = Math.round((AXIS_PX + count * LANE_PX) * scale);
    const picture = {
      axis,
      lanes: count,
      marks,
      parents,
      commands,
      selected,
      asOf: asOf === null ? null : { x: xOf(axis, asOf) },
    };
    paint(context, picture, inksOf(element, count), scale);
  }, [axis, marks, parents, commands, selected, asOf, width, count, theme]);
  const at = (event: MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return markAt(marks, event.clientX - box.left, event.clientY - box.top);
  };
  const choose = (event: MouseEvent) => {
    const mark = at(event);
    if (mark) onSelect(mark.node);
  };
  return (
    <section aria-label="Swimlanes" className={styles.swim}>
      <ul className={styles.names} aria-label={`Lanes, one for each ${lanes.by}`}>
        {lanes.lanes.map((lane, index) => (
          <li key={lane.letter} className={styles.name}>
            <LaneLetter letter={lane.letter} lane={index} />
            <LaneName lane={lane} by={lanes.by} />
            <span className={styles.count}>{grouped(lane.events)}</span>
          </li>
        ))}
      </ul>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the tree below takes the keys */}
      <div
        ref={setArea}
        role="presentation"
        className={styles.area}
        onClick={choose}
        onMouseMove={(event) => setHover(at(event))}
        onMouseLeave={() => setHover(null)}
      >
        <canvas
          ref={canvas}
          role="img"
          aria-label={`${counted(marks.length, "mark")} on ${counted(count, "lane")}; the tree below tells them one by one`}
          className={styles.canvas}
          style={{ width, height: AXIS_PX + count * LANE_PX }}
        />
        {hover && <Words trace={trace} timing={timing} mark={hover} width={width} />}
      </div>
    </section>
  );
}

function LaneName({ lane, by }: { lane: Lane; by: LanesBy }) {
  if (lane.letter === SHARED_LETTER) return <span className={styles.minor}>{grouped(lane.name)} more</span>;
  if (by === "source") return <SafeText text={lane.name} className={styles.text} />;
  const words = (
    <>
      {lane.type !== null && <SafeText text={lane.type} className={styles.type} />}
      {lane.type === null ? (
        <SafeText text={lane.name} className={styles.text} />
      ) : (
        <IdText id={lane.name} className={styles.id} />
      )}
    </>
  );
  const title = visible(lane.type === null ? lane.name : `${lane.type} ${lane.name}`);
  if (by === "actor")
    return (
      <Link to="/actor/$actor" params={{ actor: lane.name }} className={styles.link} title={title}>
        {words}
      </Link>
    );
  return (
    <Link to="/aggregates/$id" params={{ id: lane.name }} className={styles.link} title={title}>
      {words}
    </Link>
  );
}

function Words({
  trace,
  timing,
  mark,
  width,
}: {
  trace: TraceDto;
  timing: Timing;
  mark: Mark;
  width: number;
}) {
  const node = trace.nodes[mark.node];
  const offset = timing.offsets[mark.node];
  const place = mark.x > width / 2 ? { right: width - mark.x + 8 } : { left: mark.x + 8 };
  return (
    <div className={styles.words} style={{ ...place, top: AXIS_PX + mark.lane * LANE_PX - 2 }}>
      <SafeText text={trace.types[node?.name ?? -1] ?? ""} />
      <span className={styles.minor}>{offset == null ? "" : offsetText(offset)}</span>
    </div>
  );
}

function inksOf(element: HTMLElement, lanes: number): Inks {
  const { fontSize, fontFamily } = getComputedStyle(element);
  const own = ["--line", "--line-strong", "--text-3", "--accent", "--surface"] as const;
  const [line = "", strong = "", text = "", accent = "", surface = "", ...inks] = colorsAt(element, [
    ...own,
    ...Array.from({ length: lanes }, (_, lane) => laneToken(lane)),
  ]);
  return { lanes: inks, line, strong, text, accent, surface, font: `${fontSize} ${fontFamily}` };
}
