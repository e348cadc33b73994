import { memo } from "react";
import { classes } from "@/shared/lib/classes";
import { stretches } from "@/shared/lib/hostile";
import styles from "./SafeText.module.css";

/** Text from a store. Characters that would be unseen or would reorder their surroundings are spelled out. */
export const SafeText = memo(function SafeText({ text, className }: { text: string; className?: string }) {
  return (
    <span className={classes(styles.text, className)}>
      {stretches(text).map((stretch, index) =>
        stretch.kind === "plain" ? (
          stretch.text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of one text never move
          <span key={index} className={styles.escape} title={stretch.name}>
            {stretch.text}
          </span>
        ),
      )}
    </span>
  );
});
