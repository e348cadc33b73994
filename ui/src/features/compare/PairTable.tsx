import { Link } from "@tanstack/react-router";
import { type CSSProperties, useState } from "react";
import type { StateDiffDto, StateDto } from "@/ipc";
import { classes } from "@/shared/lib/classes";
import { bytes, counted, grouped } from "@/shared/lib/number";
import { Button, ChangeSign, Instant, SafeText } from "@/shared/ui";
import type { AlignedRow } from "./align";
import styles from "./PairTable.module.css";

const ROWS_MAX = 400;
const VALUE_MAX = 4000;

/** Both states line by line, the same path on the same line. */
export function PairTable({ id, diff, rows }: { id: string; diff: StateDiffDto; rows: AlignedRow[] }) {
  const [max, setMax] = useState(ROWS_MAX);
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Path</th>
            <Heading id={id} state={diff.left} />
            <Heading id={id} state={diff.right} />
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, max).map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
      {rows.length > max && (
        <p>
          <Button small onPress={() => setMax(Infinity)}>
            Show all {counted(rows.length, "line")}
          </Button>
        </p>
      )}
    </>
  );
}

/** The version of a side, a way to it, and which event made it. */
function Heading({ id, state: { version, event } }: { id: string; state: StateDto }) {
  return (
    <th scope="col">
      <Link to="/aggregates/$id" params={{ id }} search={{ v: version }}>
        Version {grouped(version)}
      </Link>{" "}
      <span className={styles.by}>
        {event ? (
          <>
            <SafeText text={event.eventType} />,{" "}
            <Instant iso={event.instant} asStored={event.timestamp} precision="minutes" />
          </>
        ) : (
          "before the first event"
        )}
      </span>
    </th>
  );
}

function Row({ row: { level, label, path, kind, left, right, from } }: { row: AlignedRow }) {
  const isChange = kind !== "same" && kind !== "within";
  return (
    <tr className={isChange ? styles[kind] : undefined}>
      <th scope="row" title={path} style={{ "--level": level } as CSSProperties}>
        <span className={styles.path}>
          <span className={styles.sign}>{isChange && <ChangeSign kind={kind} />}</span>
          {isChange && <span className="visuallyHidden">{kind}</span>}
          <SafeText text={label ?? "the whole state"} />
          {from !== null && (
            <span className={styles.by}>
              was at <SafeText text={from} />
            </span>
          )}
        </span>
      </th>
      <Cell
        text={left}
        className={classes(kind === "changed" && styles.old, kind === "removed" && styles.old)}
      />
      <Cell
        text={right}
        className={classes(kind === "changed" && styles.new, kind === "added" && styles.new)}
      />
    </tr>
  );
}

function Cell({ text, className }: { text: string | null; className: string }) {
  if (text === null)
    return (
      <td className={styles.none}>
        <span className="visuallyHidden">nothing</span>
      </td>
    );
  const isLong = text.length > VALUE_MAX;
  return (
    <td className={className}>
      <SafeText text={isLong ? text.slice(0, VALUE_MAX) : text} />
      {isLong && <span className={styles.by}> … {bytes(text.length - VALUE_MAX)} more</span>}
    </td>
  );
}
