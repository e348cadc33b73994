import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { classes } from "@/shared/lib/classes";
import { instantLine } from "@/shared/lib/instant";
import { counted, grouped } from "@/shared/lib/number";
import { usePlayhead, useZone } from "@/shared/ui";
import { hang } from "./Chart";
import type { Layer } from "./layer";
import { type Lens, msAt, shareOf } from "./lens";
import styles from "./Playhead.module.css";
import { boundAt, boundFrom, instantAt, isBound, placeOf, sumTo } from "./playhead";
import type { Marks } from "./stretch";
import { useDrag } from "./useDrag";
import { zoomByKey } from "./useZoom";
import { precisionOf } from "./words";

/**
 * The instant that all views show, as a handle in the ruler under the history; at the end of all it is now. Dragging
 * the handle moves it, and so does a click in the ruler. Dragging the ruler moves the history where only a part of it
 * is seen, and the playhead otherwise.
 */
export function Playhead({
  lens,
  width,
  marks,
  whole,
  lastAt,
  isZoomed,
}: {
  lens: Lens;
  width: number;
  /** Where stretches begin. */
  marks: Marks;
  whole: Layer | null;
  lastAt: string;
  isZoomed: boolean;
}) {
  const zone = useZone();
  const { step } = marks;
  const { at, go } = usePlayhead();
  const put = (share: number) => go(instantAt(boundAt(msAt(lens.shown, share), marks, lens.limits), lastAt));
  const { isDragging, handlers } = useDrag(put);
  const { isPanning, ruler } = useRuler(lens, put);
  const parts = usePlaced(lens, at, width);
  const { from, until } = lens.goal;
  const onKeyDown = (event: KeyboardEvent) => {
    if (zoomByKey(event, lens, placeOf(at, lens.limits))) return event.stopPropagation();
    if (event.key === "Escape" && at !== null) go(null);
    else {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const inSight = Math.round((until - from) / step);
      const bound = boundFrom(event.key, { marks, inSight, at, lastAt, limits: lens.limits });
      if (bound === null) return;
      go(instantAt(bound, lastAt));
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const words =
    at === null
      ? "now"
      : `as of ${instantLine(at, zone, precisionOf({ from: step, until: step }))}${toldBy(whole, placeOf(at, lens.limits))}`;
  const place = shareOf(lens.goal, placeOf(at, lens.limits));
  return (
    <>
      <div
        className={classes(styles.ruler, isZoomed && styles.pannable, isPanning && styles.panning)}
        {...(isZoomed ? ruler : handlers)}
      />
      {at !== null && (
        <>
          <div ref={parts.future} className={styles.future} />
          <div ref={parts.line} className={styles.line} />
        </>
      )}
      <div
        ref={parts.handle}
        role="slider"
        tabIndex={0}
        aria-label="Playhead: the instant that all views show"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(shareOf(lens.limits, placeOf(at, lens.limits)) * 100)}
        aria-valuetext={words}
        className={at === null ? styles.atNow : styles.handle}
        onKeyDown={onKeyDown}
        {...handlers}
      >
        <svg width="13" height="14" viewBox="0 0 13 14" aria-hidden>
          <path d="M6.5 1 L12 6 V13 H1 V6 Z" />
        </svg>
      </div>
      {isDragging && (
        <div
          ref={(element) => {
            if (element) hang(element, place, width);
          }}
          className={styles.words}
        >
          {words}
        </div>
      )}
    </>
  );
}

/** Between the bounds of stretches, how many there were by then is not known here. */
function toldBy(whole: Layer | null, ms: number): string {
  if (!whole) return "";
  const { stretches, all } = whole;
  const sum = grouped(sumTo(stretches, all, ms));
  const total = all.reduce((sum, count) => sum + count, 0);
  return `: ${isBound(stretches, ms) ? sum : `about ${sum}`} of ${counted(total, "event")}`;
}

/** Moves the parts to where they belong whenever the lens moves. What is out of sight waits at the edge. */
function usePlaced(lens: Lens, at: string | null, width: number) {
  const future = useRef<HTMLDivElement>(null);
  const line = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLDivElement>(null);
  useEffect(() => {
    lens.paintSoon();
    return lens.onPaint((span) => {
      const share = shareOf(span, placeOf(at, lens.limits));
      const x = Math.max(0, Math.min(1, share)) * width;
      const isOutside = share < -0.001 || share > 1.001;
      if (future.current) future.current.style.left = `${x}px`;
      if (line.current) {
        line.current.style.transform = `translateX(${x}px)`;
        line.current.hidden = isOutside;
      }
      if (!handle.current) return;
      handle.current.style.transform = `translateX(${x}px)`;
      handle.current.dataset.outside = String(isOutside);
    });
  }, [lens, at, width]);
  // Where it is led out of sight, what is seen follows; not where a link shows another part from the start.
  const before = useRef(at);
  useEffect(() => {
    if (at !== null && at !== before.current) lens.reveal(placeOf(at, lens.limits));
    before.current = at;
  }, [lens, at]);
  return { future, line, handle };
}

const CLICK_PX = 3;

/** Dragging the ruler moves the history under the pointer; a click puts the playhead there. */
function useRuler(lens: Lens, onClick: (share: number) => void) {
  const [isPanning, setPanning] = useState(false);
  const held = useRef<{ from: number; x: number; hasMoved: boolean } | null>(null);
  const drop = () => {
    held.current = null;
    setPanning(false);
  };
  return {
    isPanning,
    ruler: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = { from: event.clientX, x: event.clientX, hasMoved: false };
        setPanning(true);
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const now = held.current;
        if (!now) return;
        now.hasMoved ||= Math.abs(event.clientX - now.from) > CLICK_PX;
        if (!now.hasMoved) return;
        lens.pan((now.x - event.clientX) / Math.max(1, event.currentTarget.clientWidth), true);
        now.x = event.clientX;
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        if (held.current && !held.current.hasMoved) {
          const box = event.currentTarget.getBoundingClientRect();
          onClick((event.clientX - box.left) / Math.max(1, box.width));
        }
        drop();
      },
      onPointerCancel: drop,
      onLostPointerCapture: drop,
    },
  };
}
