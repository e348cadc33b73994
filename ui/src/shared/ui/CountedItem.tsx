import type { ReactNode } from "react";
import { ListBoxItem } from "react-aria-components";
import { classes } from "../lib/classes";
import styles from "./CountedItem.module.css";

/** A line of a list box that says how many there are of something, with a bar under it for how large a part that is. */
export function CountedItem({
  id,
  textValue,
  label,
  sign,
  count,
  share,
  isDense = false,
  children,
}: {
  id: string;
  /** What typing ahead finds. */
  textValue: string;
  /** What is heard, where it is not the text. */
  label?: string;
  /** Stands before the words. */
  sign?: ReactNode;
  /** `null` where it is not known. */
  count: string | null;
  /** From 0 to 1; left out where parts mean nothing. */
  share?: number;
  isDense?: boolean;
  children: ReactNode;
}) {
  return (
    <ListBoxItem
      id={id}
      textValue={textValue}
      aria-label={label}
      className={classes(styles.item, isDense && styles.dense)}
    >
      {sign}
      <span className={styles.words}>{children}</span>{" "}
      {count !== null && <span className={styles.count}>{count}</span>}
      {share !== undefined && (
        <span aria-hidden className={styles.share} style={{ width: `${share * 100}%` }} />
      )}
    </ListBoxItem>
  );
}
