import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { type AggregateSummaryDto, useOpenStore } from "@/ipc";
import { grouped } from "@/shared/lib/number";
import { CopyableId, Instant, look, SafeText } from "@/shared/ui";
import styles from "./Header.module.css";
import { comparedWith } from "./model";

/** What the aggregate is, how long its history is, and where else it can be looked at. */
export function Header({
  summary,
  version,
  total,
}: {
  /** As it was at the instant that all views show. */
  summary: AggregateSummaryDto;
  /** The shown one. */
  version: number;
  /** How many versions there are by now. */
  total: number;
}) {
  const { aggregateId: id, aggregateType: type, lastVersion, firstAt, lastAt } = summary;
  const { writable } = useOpenStore();
  return (
    <header className={styles.header}>
      <div className={styles.about}>
        <div className={styles.identity}>
          <nav aria-label="Where this aggregate is listed" className={styles.path}>
            <Link to="/aggregates">Aggregates</Link>
            <ChevronRight size={12} aria-hidden />
            <Link to="/aggregates" search={{ type }}>
              <SafeText text={type} />
            </Link>
            <ChevronRight size={12} aria-hidden />
          </nav>
          <h2 className={styles.name}>
            <CopyableId id={id} what="aggregate id" />
          </h2>
        </div>
        <dl className={styles.facts}>
          <Fact name="Versions">
            {grouped(lastVersion)}
            {lastVersion < total && ` of ${grouped(total)} by then`}
          </Fact>
          <Fact name="First change">
            <Instant iso={firstAt} precision="seconds" />
          </Fact>
          {lastVersion > 0 && (
            <Fact name="Last change">
              <Instant iso={lastAt} precision="seconds" />
            </Fact>
          )}
        </dl>
      </div>
      <Link to="/explore" search={{ aggregateId: id }} className={look({ small: true })}>
        Events in Explore
      </Link>
      <Link to="/check" search={{ scope: "aggregate", id }} className={look({ small: true })}>
        Check it
      </Link>
      <Link
        to="/compare"
        search={{ aggregate: id, ...comparedWith(version, lastVersion) }}
        className={look({ small: true })}
      >
        Compare with…
      </Link>
      {writable && (
        <Link
          to="/append"
          search={{ aggregateId: id, aggregateType: type }}
          className={look({ small: true, variant: "write" })}
        >
          Append
        </Link>
      )}
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
