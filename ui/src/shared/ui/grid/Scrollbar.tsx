import { type PointerEvent, useRef, useState } from "react";
import { classes } from "@/shared/lib/classes";
import styles from "./DataGrid.module.css";

const THUMB_MIN_PX = 32;

/**
 * A scrollbar whose thumb stands for a place, not for pixels: an element as tall as ten million rows is more
 * than any browser can lay out. Keys work on the grid itself, so this part is for the pointer only.
 */
export function Scrollbar({
  fraction,
  share,
  where,
  isMoving = false,
  controls,
  onScroll,
}: {
  /** From 0 to 1. */
  fraction: number;
  /** How much of the list is in sight, from 0 to 1. */
  share: number;
  /** The place in words, where it is known. */
  where?: string | undefined;
  /** Whether somebody is moving through the list, by this bar or otherwise: then the place is shown. */
  isMoving?: boolean;
  controls: string;
  onScroll: (fraction: number) => void;
}) {
  const bar = useRef<HTMLDivElement>(null);
  const grip = useRef(0);
  const [isDragging, setDragging] = useState(false);
  const place = (event: PointerEvent) => {
    const box = bar.current?.getBoundingClientRect();
    if (!box) return;
    const room = box.height - thumbHeight(box.height, share);
    if (room > 0) onScroll(Math.max(0, Math.min(1, (event.clientY - box.top - grip.current) / room)));
  };
  const grab = (event: PointerEvent<HTMLDivElement>) => {
    const box = bar.current?.getBoundingClientRect();
    if (!box || event.button !== 0) return;
    const height = thumbHeight(box.height, share);
    const start = (box.height - height) * fraction;
    const at = event.clientY - box.top;
    const isOnThumb = at >= start && at <= start + height;
    grip.current = isOnThumb ? at - start : height / 2;
    bar.current?.setPointerCapture(event.pointerId);
    setDragging(true);
    if (!isOnThumb) place(event);
  };
  if (share >= 1) return null;
  return (
    <div
      ref={bar}
      role="scrollbar"
      aria-controls={controls}
      aria-orientation="vertical"
      aria-valuenow={Math.round(fraction * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={where}
      aria-label="Place in the list"
      tabIndex={-1}
      className={classes(styles.bar, isDragging && styles.dragging)}
      onPointerDown={grab}
      onPointerMove={(event) => isDragging && place(event)}
      onPointerUp={() => setDragging(false)}
      onPointerCancel={() => setDragging(false)}
    >
      <div className={styles.thumb} style={thumbStyle(fraction, share)} />
      {(isMoving || isDragging) && where !== undefined && (
        <div
          aria-hidden
          className={styles.where}
          style={{ top: `${fraction * 100}%`, translate: `0 ${-fraction * 100}%` }}
        >
          {where}
        </div>
      )}
    </div>
  );
}

function thumbHeight(height: number, share: number): number {
  return Math.max(THUMB_MIN_PX, height * share);
}

function thumbStyle(fraction: number, share: number) {
  const size = `max(${THUMB_MIN_PX}px, ${share * 100}%)`;
  return { height: size, top: `calc((100% - ${size}) * ${fraction})` };
}
