import type { ReactNode } from "react";
import { classes } from "@/shared/lib/classes";
import { counted } from "@/shared/lib/number";
import { type Decoration, SafeText } from "@/shared/ui";
import type { Mark } from "./changes";
import styles from "./Mark.module.css";

/** An old value longer than this is told in the list of changes. */
const OLD_MAX = 160;

/** How a line of the tree shows what was done to it: a sign, a colour, words. */
export function markDecoration(mark: Mark): Pick<Decoration, "className" | "end"> {
  switch (mark.kind) {
    case "part":
      return { className: styles[mark.of] };
    case "within":
      return {
        className: styles.within,
        end: <span className="visuallyHidden">{counted(mark.count, "change")} inside</span>,
      };
    case "moved":
      return {
        className: classes(styles.moved, styles.top),
        end: <Words kind="moved">was at {mark.from.slice(mark.from.lastIndexOf("/") + 1)}</Words>,
      };
    default:
      return {
        className: classes(styles[mark.kind], styles.top),
        end: (
          <Words kind={mark.kind}>
            {mark.old !== null && (
              <>
                was <Old text={mark.old} />
              </>
            )}
          </Words>
        ),
      };
  }
}

function Words({ kind, children }: { kind: string; children: ReactNode }) {
  return (
    <span className={styles.was}>
      <span className="visuallyHidden">{kind}</span>
      {children}
    </span>
  );
}

/** A value that stood before, cut where it is long. */
export function Old({ text }: { text: string }) {
  return (
    <span className={styles.old}>
      <SafeText text={text.length > OLD_MAX ? `${text.slice(0, OLD_MAX)}…` : text} />
    </span>
  );
}
