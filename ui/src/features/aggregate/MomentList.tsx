import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { MomentDto } from "@/ipc";
import { grouped } from "@/shared/lib/number";
import { Instant, SafeText } from "@/shared/ui";
import styles from "./Question.module.css";

/** More answers than this are counted, not listed. */
export const LISTED_MAX = 500;
const VALUE_MAX = 120;

/** The events at which something became true, each with what stood before and after, as ways to it. */
export function MomentList({
  hits,
  shown,
  isOverType,
}: {
  hits: readonly MomentDto[];
  /** The aggregate and the version that are on the screen. */
  shown: { aggregateId: string; version: number };
  isOverType: boolean;
}) {
  const list = useRef<HTMLOListElement>(null);
  const current = `${shown.aggregateId} ${shown.version}`;
  // Whoever steps through the life of a field sees where in it they are.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the line that is marked changes with what is shown.
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [current, hits]);
  return (
    <ol ref={list} className={styles.list}>
      {hits.slice(0, LISTED_MAX).map((hit) => (
        <Moment
          key={hit.event.position}
          hit={hit}
          isOverType={isOverType}
          isShown={hit.event.aggregateId === shown.aggregateId && hit.event.version === shown.version}
        />
      ))}
    </ol>
  );
}

function Moment({
  hit: { event, old, new: now },
  isShown,
  isOverType,
}: {
  hit: MomentDto;
  isShown: boolean;
  isOverType: boolean;
}) {
  return (
    <li>
      <Link
        to="/aggregates/$id"
        params={{ id: event.aggregateId }}
        search={(before) => ({ ...before, v: event.version })}
        aria-current={isShown ? "true" : undefined}
        className={styles.moment}
      >
        <span className={styles.version}>v{grouped(event.version)}</span>
        <span className={styles.facts}>
          {isOverType && <SafeText text={event.aggregateId} className={styles.aggregate} />}
          <span className={styles.who}>
            <Instant iso={event.instant} asStored={event.timestamp} precision="minutes" />
            <SafeText text={event.actor} />
            <SafeText text={event.eventType} className={styles.type} />
          </span>
          <span className={styles.values}>
            <Value text={old} /> <span aria-hidden>→</span>
            <span className="visuallyHidden">became</span> <Value text={now} />
          </span>
        </span>
      </Link>
    </li>
  );
}

function Value({ text }: { text: string | null }) {
  if (text === null) return <span className={styles.nothing}>nothing</span>;
  return <SafeText text={text.length > VALUE_MAX ? `${text.slice(0, VALUE_MAX)}…` : text} />;
}
