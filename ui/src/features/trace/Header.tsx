import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { counted, grouped } from "@/shared/lib/number";
import { CopyableId, Instant, look, SafeText } from "@/shared/ui";
import { type Facts, lanesOf, SHARED_LETTER, type TracedAggregate } from "./facts";
import { LaneLetter } from "./LaneCell";
import { lengthText } from "./model";
import styles from "./Trace.module.css";

const ACTORS_SHOWN = 3;

/** What a trace is as a whole: how many events, how long, which aggregates, which actors. */
export function Header({
  correlationId,
  facts,
  whole,
  byNow,
}: {
  correlationId: string;
  facts: Facts | undefined;
  /** How many events there are and the last of them, where that is known. */
  whole: { count: string; last: Facts["last"] } | undefined;
  /** How many there are by now, where those of an earlier instant are shown. */
  byNow: string | undefined;
}) {
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <nav aria-label="Where this trace belongs" className={styles.path}>
          <Link to="/trace">Trace</Link>
          <ChevronRight size={12} aria-hidden />
        </nav>
        <h2 className={styles.name}>
          <CopyableId id={correlationId} what="correlation id" />
        </h2>
        <Link to="/explore" search={{ correlationId }} className={look({ small: true }, styles.toExplore)}>
          Events in Explore
        </Link>
      </div>
      <dl className={styles.facts}>
        <Fact name="Events">
          {whole ? grouped(whole.count) : "counting…"}
          {byNow !== undefined && ` of ${grouped(byNow)} by then`}
        </Fact>
        {whole?.count !== "1" && (
          <Fact name="Took">{facts && whole ? <Length facts={facts} last={whole.last} /> : "…"}</Fact>
        )}
        <Fact name="Began">
          {facts?.first && <Instant iso={facts.first.instant} asStored={facts.first.timestamp} />}
        </Fact>
        {facts && <Actors facts={facts} />}
        {facts && (
          <Fact name="Aggregates">
            {grouped(facts.aggregates.size)}
            {!facts.isWhole && ` in the first ${counted(facts.seen, "event")}`}
          </Fact>
        )}
      </dl>
      {facts && <Legend facts={facts} />}
    </header>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Length({ facts, last }: { facts: Facts; last: Facts["last"] }) {
  return <>{lengthText(facts.first?.instant ?? null, last?.instant ?? null) ?? "cannot be told"}</>;
}

function Actors({ facts }: { facts: Facts }) {
  const { actors } = facts;
  const more = actors.length - ACTORS_SHOWN;
  return (
    <Fact
      name={
        actors.length === 1 ? "Actor" : `${grouped(actors.length)}${facts.isWhole ? "" : " or more"} actors`
      }
    >
      {actors.slice(0, ACTORS_SHOWN).map(([actor], index) => (
        <span key={actor}>
          {index > 0 && ", "}
          <SafeText text={actor} />
        </span>
      ))}
      {more > 0 && ` and ${grouped(more)} more`}
    </Fact>
  );
}

/** Which letter stands for which aggregate. */
function Legend({ facts }: { facts: Facts }) {
  const { lanes, of } = lanesOf(facts);
  const own = [...facts.aggregates.values()].filter(
    ({ id }) => lanes[of.get(id) ?? -1]?.letter !== SHARED_LETTER,
  );
  const more = facts.aggregates.size - own.length;
  return (
    <ul aria-label="Aggregates and their letters" className={styles.chips}>
      {own.map((aggregate) => {
        const lane = of.get(aggregate.id) ?? 0;
        return (
          <li key={aggregate.id}>
            <Chip aggregate={aggregate} lane={lane} letter={lanes[lane]?.letter ?? ""} />
          </li>
        );
      })}
      {more > 0 && (
        <li className={styles.chip}>
          <LaneLetter letter={SHARED_LETTER} lane={own.length} /> {grouped(more)} more
        </li>
      )}
    </ul>
  );
}

function Chip({ aggregate, lane, letter }: { aggregate: TracedAggregate; lane: number; letter: string }) {
  return (
    <Link
      to="/aggregates/$id"
      params={{ id: aggregate.id }}
      className={styles.chip}
      title={`${aggregate.type} ${aggregate.id}`}
    >
      <LaneLetter letter={letter} lane={lane} />
      <SafeText text={aggregate.type} />
      <SafeText text={aggregate.id} className={styles.short} />
      {aggregate.events > 1 && <span className={styles.times}>×{grouped(aggregate.events)}</span>}
    </Link>
  );
}
