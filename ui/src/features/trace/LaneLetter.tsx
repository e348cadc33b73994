import type { CSSProperties } from "react";
import styles from "./Lanes.module.css";

const COLORS = 6;

/** The letter of a lane in its colour. */
export function LaneLetter({ letter, lane }: { letter: string; lane: number }) {
  return (
    <span className={styles.letter} style={laneColor(lane)}>
      {letter}
    </span>
  );
}

/** The token of a lane's colour. Colours repeat; letters do not. */
export function laneToken(lane: number): string {
  return `--lane-${lane % COLORS}`;
}

function laneColor(lane: number): CSSProperties {
  return { "--lane": `var(${laneToken(lane)})` } as CSSProperties;
}
