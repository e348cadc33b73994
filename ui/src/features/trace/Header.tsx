import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import type { TraceDto, TypeCountDto } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";
import { CopyableId, Instant, look, SafeText } from "@/shared/ui";
import { lengthText } from "./span";
import styles from "./Trace.module.css";

const NAMES_SHOWN = 3;

/** What an operation is as a whole: how many events, how long, which aggregates, who acted, what is amiss. */
export function Header({
  correlationId,
  trace,
  happened,
  children,
}: {
  correlationId: string;
  trace: TraceDto | undefined;
  /** How many events had happened, where those of an earlier instant are shown. */
  happened: number | null;
  /** How to look at it. */
  children: ReactNode;
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
        {children}
        <Link
          to="/check"
          search={{ scope: "operation", id: correlationId }}
          className={look({ small: true }, styles.toExplore)}
        >
          Check it
        </Link>
        <Link to="/explore" search={{ correlationId }} className={look({ small: true }, styles.toExplore)}>
          Events in Explore
        </Link>
      </div>
      {trace && <Facts trace={trace} happened={happened} />}
    </header>
  );
}

function Facts({ trace: { facts, aggregates }, happened }: { trace: TraceDto; happened: number | null }) {
  return (
    <dl className={styles.facts}>
      <Fact name="Events">
        {happened === null ? grouped(facts.total) : `${grouped(happened)} of ${grouped(facts.total)} by then`}
        {facts.events < facts.total && `, of which the first ${grouped(facts.events)} are shown`}
      </Fact>
      {facts.commands > 0 && <Fact name="Commands">{grouped(facts.commands)}</Fact>}
      {facts.total > 1 && <Fact name="Took">{lengthText(facts.durationMicros) ?? "cannot be told"}</Fact>}
      <Fact name="Began">{facts.firstAt ? <Instant iso={facts.firstAt} /> : "unknown"}</Fact>
      <Fact name="Aggregates">{grouped(aggregates.length)}</Fact>
      <Fact name={facts.actors.length === 1 ? "Actor" : `${grouped(facts.actors.length)} actors`}>
        <Names of={facts.actors} />
      </Fact>
      <Fact name={facts.sources.length === 1 ? "Source" : `${grouped(facts.sources.length)} sources`}>
        {facts.sources.slice(0, NAMES_SHOWN).map(({ name }, index) => (
          <span key={name}>
            {index > 0 && ", "}
            <SafeText text={name} />
          </span>
        ))}
      </Fact>
      <Amiss facts={facts} />
    </dl>
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

function Names({ of }: { of: TypeCountDto[] }) {
  const more = of.length - NAMES_SHOWN;
  return (
    <>
      {of.slice(0, NAMES_SHOWN).map(({ name }, index) => (
        <span key={name}>
          {index > 0 && ", "}
          <Link to="/actor/$actor" params={{ actor: name }}>
            <SafeText text={name} />
          </Link>
        </span>
      ))}
      {more > 0 && ` and ${grouped(more)} more`}
    </>
  );
}

/** What the forest of causes has that it should not have, and what leads out of it. */
function Amiss({ facts: { missing, cycles, outside } }: { facts: TraceDto["facts"] }) {
  const words = [
    ...(missing > 0 ? [`${counted(missing, "cause")} missing`] : []),
    ...(cycles > 0 ? [`${counted(cycles, "cause")} in a circle`] : []),
  ];
  return (
    <>
      {words.length > 0 && (
        <Fact name="Amiss">
          <span className={styles.amiss}>{words.join(", ")}</span>
        </Fact>
      )}
      {outside > 0 && <Fact name="From elsewhere">{counted(outside, "cause")}</Fact>}
    </>
  );
}
