import type { CSSProperties } from "react";
import type { EventRowDto } from "@/ipc";
import { classes } from "@/shared/lib/classes";
import { type Lanes, laneMarks } from "./facts";
import styles from "./Lane.module.css";

const COLORS = 6;

/** An event's place among the lanes of its trace: a letter in its aggregate's lane, lines in the lanes that pass by. */
export function LaneCell({ lanes, event }: { lanes: Lanes; event: EventRowDto }) {
  const marks = laneMarks(lanes, event);
  return (
    <span className={styles.lanes}>
      {lanes.lanes.map((lane, index) => (
        <span key={lane.letter} className={styles.lane} style={laneColor(index)}>
          {marks[index] === "line" && <span className={styles.line} />}
          {marks[index] === "event" && <Letter {...linesAt(lane, event)} letter={lane.letter} />}
        </span>
      ))}
    </span>
  );
}

function Letter({ letter, above, below }: { letter: string; above: boolean; below: boolean }) {
  return (
    <>
      {(above || below) && <span className={classes(above && styles.above, below && styles.below)} />}
      <span className={styles.letter}>{letter}</span>
    </>
  );
}

/** A letter in a lane's colour. */
export function LaneLetter({ letter, lane }: { letter: string; lane: number }) {
  return (
    <span className={styles.letter} style={laneColor(lane)}>
      {letter}
    </span>
  );
}

/** Colours repeat; letters do not. */
function laneColor(lane: number): CSSProperties {
  return { "--lane": `var(--lane-${lane % COLORS})` } as CSSProperties;
}

function linesAt({ first, last }: { first: bigint; last: bigint }, { position }: EventRowDto) {
  const at = BigInt(position);
  return { above: first < at, below: at < last };
}
