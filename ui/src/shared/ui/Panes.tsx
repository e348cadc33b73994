import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import styles from "./Panes.module.css";

const STEP_PX = 24;

/** A main pane with a side pane, and a handle between them for the pointer and the arrow keys. */
export function Panes({
  name,
  label,
  side,
  at = "end",
  width = 380,
  min = 260,
  max = 760,
  children,
}: {
  /** Under which name the width is kept. */
  name: string;
  /** What the side pane is called. */
  label: string;
  side: ReactNode | null;
  at?: "start" | "end";
  width?: number;
  min?: number;
  max?: number;
  children: ReactNode;
}) {
  const [size, setSize] = useWidth(name, width, min, max);
  const pane = side && (
    <section key="pane" aria-label={label} className={styles.side} style={{ width: size, maxWidth: "60%" }}>
      {side}
    </section>
  );
  const handle = side && (
    <Handle
      key="handle"
      label={`Width of ${label}`}
      size={size}
      min={min}
      max={max}
      at={at}
      onSize={setSize}
    />
  );
  // Keys keep the main pane, its place and its focus when the side pane comes and goes.
  const main = (
    <div key="main" className={styles.main}>
      {children}
    </div>
  );
  return <div className={styles.panes}>{at === "start" ? [pane, handle, main] : [main, handle, pane]}</div>;
}

function Handle({
  label,
  size,
  min,
  max,
  at,
  onSize,
}: {
  label: string;
  size: number;
  min: number;
  max: number;
  at: "start" | "end";
  onSize: (size: number) => void;
}) {
  const start = useRef({ x: 0, size: 0 });
  const direction = at === "end" ? -1 : 1;
  const grab = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, size };
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onSize(start.current.size + direction * (event.clientX - start.current.x));
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    onSize(size + direction * (event.key === "ArrowRight" ? STEP_PX : -STEP_PX));
  };
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      className={styles.handle}
      onPointerDown={grab}
      onPointerMove={drag}
      onKeyDown={key}
    />
  );
}

function useWidth(name: string, width: number, min: number, max: number) {
  const key = `hindsight.width.${name}`;
  const [size, setSize] = useState(() => {
    const kept = Number(readKept(key));
    return kept >= min && kept <= max ? kept : width;
  });
  const change = (wanted: number) => {
    const next = Math.round(Math.min(max, Math.max(min, wanted)));
    setSize(next);
    keep(key, String(next));
  };
  return [size, change] as const;
}

function readKept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, value: string) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Without storage the width lasts as long as the window.
  }
}
