import { useEffect, useRef } from "react";
import styles from "./Component.module.css";
import { type Inks, type Picture, paint } from "./paint";

/** The picture of the history; it says nothing by itself, the slider around it does. */
export function Histogram(picture: Picture & { theme: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    const scale = window.devicePixelRatio || 1;
    element.width = Math.round(picture.width * scale);
    element.height = Math.round(picture.height * scale);
    paint(context, picture, inksOf(element), scale);
  });
  return (
    <canvas
      ref={canvas}
      aria-hidden
      className={styles.canvas}
      style={{ width: picture.width, height: picture.height }}
    />
  );
}

/** Custom properties come out unresolved, so the colours are read off properties that the style sheet sets from them. */
function inksOf(element: HTMLElement): Inks {
  const style = getComputedStyle(element);
  return { bar: style.color, accent: style.caretColor, wash: style.columnRuleColor };
}
