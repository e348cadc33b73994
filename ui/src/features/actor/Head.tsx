import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ActorDto } from "@/ipc";
import { grouped } from "@/shared/lib/number";
import { CopyableId, Instant, look } from "@/shared/ui";
import styles from "./Actor.module.css";

/** Who, how many events, and from when to when. */
export function Head({ actor: { actor, events, firstAt, lastAt } }: { actor: ActorDto }) {
  return (
    <header className={styles.head}>
      <div className={styles.top}>
        <h2 className={styles.name}>
          Actor <CopyableId id={actor} what="actor" />
        </h2>
        <Link to="/explore" search={{ actor }} className={look({ small: true })}>
          Events in Explore
        </Link>
      </div>
      <dl className={styles.facts}>
        <Fact name="Events">{grouped(events)}</Fact>
        <Fact name="First">
          {firstAt === null ? "unknown" : <Instant iso={firstAt} precision="minutes" />}
        </Fact>
        <Fact name="Last">{lastAt === null ? "unknown" : <Instant iso={lastAt} precision="minutes" />}</Fact>
      </dl>
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
