import { memo } from "react";
import { classes } from "@/shared/lib/classes";
import { cutId } from "@/shared/lib/cutId";
import styles from "./IdText.module.css";
import { SafeText } from "./SafeText";

/** An id in one line; where there is no room for it, its middle is left out and its end stays in sight. */
export const IdText = memo(function IdText({ id, className }: { id: string; className?: string }) {
  const [head, end] = cutId(id);
  return (
    <span className={classes(styles.id, className)}>
      {head !== "" && <SafeText text={head} className={styles.head} />}
      <SafeText text={end} />
    </span>
  );
});

/** Which aggregate: what kind of thing, and its id. */
export function AggregateName({ type, id }: { type: string; id: string }) {
  return (
    <span className={styles.name}>
      <SafeText text={type} className={styles.type} /> <IdText id={id} className={styles.rest} />
    </span>
  );
}
