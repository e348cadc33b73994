import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { TypeCountDto } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";
import { Button, SafeText } from "@/shared/ui";
import styles from "./Actor.module.css";

const SHOWN = 8;

/** Names with how many events each has; where `part` says of what, a name leads to these events. */
export function Counts({
  title,
  counts,
  total,
  part,
  actor,
  children,
}: {
  title: string;
  counts: readonly TypeCountDto[];
  total: number;
  part?: "eventType" | "aggregateType";
  actor?: string;
  children?: ReactNode;
}) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? counts : counts.slice(0, SHOWN);
  return (
    <section aria-label={title} className={styles.counts}>
      <h3>{title}</h3>
      <ul>
        {shown.map(({ name, count }) => (
          <li key={name}>
            <span className={styles.word}>
              {part ? (
                <Link to="/explore" search={{ actor, [part]: name }}>
                  <SafeText text={name} />
                </Link>
              ) : (
                <SafeText text={name} />
              )}
            </span>
            <span className={styles.number}>{grouped(count)}</span>
            <span
              aria-hidden
              className={styles.share}
              style={{ width: `${(Number(count) / Math.max(1, total)) * 100}%` }}
            />
          </li>
        ))}
      </ul>
      {counts.length > shown.length && (
        <Button small variant="quiet" onPress={() => setWhole(true)}>
          Show all {counted(counts.length, "name")}
        </Button>
      )}
      {children}
    </section>
  );
}
