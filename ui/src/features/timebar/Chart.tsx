import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import type { Zone } from "@/shared/lib/instant";
import { colorsAt, useShownTheme, useZone } from "@/shared/ui";
import { paintAxis } from "./axis";
import styles from "./Component.module.css";
import type { Layer, Split } from "./layer";
import { type Lens, msAt, shareOf } from "./lens";
import { type Inks, paint } from "./paint";
import { WORDS_MAX } from "./queries";
import { between, type Marks, msOf, type Range, type Span, stretchAt } from "./stretch";
import { type Brush, useBrush } from "./useBrush";
import { zoomByKey } from "./useZoom";
import { told } from "./words";

const BARS_PX = 40;
const AXIS_PX = 24;

interface Props {
  lens: Lens;
  width: number;
  /** Where the stretches begin that can be chosen. */
  marks: Marks;
  /** From the coarsest to the finest. */
  layers: readonly Layer[];
  split: Split | null;
  /** The word that is looked at alone, by its place. */
  lit: number | null;
  range: Partial<Range>;
  onRange: (range: Range | null) => void;
  onTable: () => void;
}

/** The bars and their axis on one canvas, and choosing a range of time over them. */
export function Chart(props: Props) {
  const { lens, marks, layers, split, onRange, onTable } = props;
  const { step } = marks;
  const zone = useZone();
  const { brush, draft, handlers } = useBrush(lens, marks, onRange);
  const words = useRef<HTMLDivElement>(null);
  const canvas = useCanvas(props, brush, words, zone);
  const finest = layers.at(-1);
  const spoken = draft && finest ? told(between(draft.anchor, draft.head, step), finest, split, zone) : null;
  const { from, until } = lens.goal;
  const onKeyDown = (event: KeyboardEvent) => {
    if (zoomByKey(event, lens, brush.current.draft?.head ?? null)) return;
    if (event.key.toLowerCase() === "t" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      onTable();
    } else handlers.onKeyDown(event);
  };
  return (
    <>
      <div
        role="slider"
        tabIndex={0}
        aria-label="Range of time. Arrow keys walk, Shift stretches, Enter filters, Delete shows all. Plus and minus zoom, T is a table."
        aria-valuemin={0}
        aria-valuemax={Math.max(1, Math.round((until - from) / step) - 1)}
        aria-valuenow={draft ? Math.max(0, Math.round((draft.head - from) / step)) : 0}
        aria-valuetext={spoken ?? "nothing chosen"}
        className={styles.brush}
        {...handlers}
        onKeyDown={onKeyDown}
      />
      <canvas ref={canvas} aria-hidden className={styles.canvas} />
      <div ref={words} hidden className={styles.words} />
    </>
  );
}

/** Draws on every frame that the lens or the pointer moves in, and whenever what is shown is another. */
function useCanvas(
  props: Props,
  brush: RefObject<Brush>,
  words: RefObject<HTMLDivElement | null>,
  zone: Zone,
): RefObject<HTMLCanvasElement | null> {
  const { lens, width } = props;
  const theme = useShownTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const inks = useRef<Inks | null>(null);
  const latest = useRef({ ...props, zone });
  latest.current = { ...props, zone };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours that are read off the element
  useLayoutEffect(() => {
    inks.current = canvas.current && inksOf(canvas.current);
  }, [theme]);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const scale = window.devicePixelRatio || 1;
    element.width = Math.round(width * scale);
    element.height = Math.round((BARS_PX + AXIS_PX) * scale);
    element.style.width = `${width}px`;
    element.style.height = `${BARS_PX + AXIS_PX}px`;
  }, [width]);
  useEffect(
    () =>
      lens.onPaint((span) => {
        const shown = latest.current;
        const chosen = chosenOf(brush.current, shown.marks, lens);
        tell(words.current, brush.current, chosen, span, shown);
        const context = canvas.current?.getContext("2d");
        if (!context || !inks.current) return;
        const scale = window.devicePixelRatio || 1;
        context.setTransform(scale, 0, 0, scale, 0, 0);
        context.clearRect(0, 0, shown.width, BARS_PX + AXIS_PX);
        const range = brush.current.draft ? chosen : msOf(shown.range, lens.limits);
        const scene = { width: shown.width, height: BARS_PX, range, lit: shown.lit };
        paint(context, shown.layers, scene, span, inks.current);
        const axis = { width: shown.width, top: BARS_PX, height: AXIS_PX };
        paintAxis(context, axis, span, shown.zone, inks.current);
      }),
    [lens, brush, words],
  );
  // Whatever made React come by may have changed what is to be seen.
  useEffect(() => lens.paintSoon());
  return canvas;
}

/** What is being chosen, or else the stretch under the pointer. */
function chosenOf({ draft, hover }: Brush, marks: Marks, lens: Lens): Span | null {
  const { step } = marks;
  if (draft) return between(draft.anchor, draft.head, step);
  if (hover === null) return null;
  const at = stretchAt(msAt(lens.shown, hover), marks, lens.limits);
  return between(at, at, step);
}

/** Says over the bars what lies there. */
function tell(
  element: HTMLElement | null,
  { hover, draft }: Brush,
  chosen: Span | null,
  span: Span,
  {
    layers,
    split,
    zone,
    width,
  }: { layers: readonly Layer[]; split: Split | null; zone: Zone; width: number },
) {
  const finest = layers.findLast(({ stretches }) => chosen && holds(stretches, chosen));
  if (!element) return;
  element.hidden = !chosen || !finest;
  if (!chosen || !finest) return;
  element.textContent = told(chosen, finest, split, zone);
  const place = hover !== null && !draft ? hover : shareOf(span, (chosen.from + chosen.until) / 2);
  hang(element, place, width);
}

function holds({ start, step, count }: Layer["stretches"], { from, until }: Span): boolean {
  return from >= start - step && until <= start + step * (count + 1);
}

/** Keeps words within the window: they hang from their middle, and from an edge near an edge. */
export function hang(element: HTMLElement, share: number, width: number) {
  const { style } = element;
  const isLeft = share < 0.25;
  const isRight = share > 0.75;
  style.left = isLeft ? "0" : isRight ? "auto" : `${share * width}px`;
  style.right = isRight ? "0" : "auto";
  style.transform = isLeft || isRight ? "none" : "translateX(-50%)";
}

function inksOf(element: HTMLElement): Inks {
  const { fontSize, fontFamily } = getComputedStyle(element);
  const own = ["--bar", "--accent", "--accent-soft", "--line-strong", "--text-3", "--stack-others"];
  const words = Array.from({ length: WORDS_MAX }, (_, place) => `--stack-${place}`);
  const [bar = "", accent = "", wash = "", line = "", text = "", others = "", ...parts] = colorsAt(element, [
    ...own,
    ...words,
  ]);
  return { bar, accent, wash, line, text, parts: [...parts, others], font: `${fontSize} ${fontFamily}` };
}
