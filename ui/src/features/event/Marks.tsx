import { Info, TriangleAlert } from "lucide-react";
import type { MarkDto } from "@/ipc";
import { classes } from "@/shared/lib/classes";
import { SafeText } from "@/shared/ui";
import styles from "./Component.module.css";
import { markText } from "./model";

/** What is not as it should be about an event, cell by cell, as the table holds it. */
export function Marks({ marks }: { marks: MarkDto[] }) {
  const isMinor = marks.every((mark) => mark.kind === "spelling");
  const Icon = isMinor ? Info : TriangleAlert;
  return (
    <div role="note" className={classes(styles.marks, !isMinor && styles.serious)}>
      <Icon size={16} aria-hidden />
      <div>
        <h3>{isMinor ? "Spelled in another way" : "Not as a store should hold it"}</h3>
        <ul>
          {marks.map((mark) => (
            <li key={`${mark.column} ${mark.kind}`}>
              <code>{mark.column}</code>: {markText(mark)}
              {mark.kind !== "missing" && (
                <>
                  {" "}
                  (<SafeText text={mark.asStored === "" ? "empty" : mark.asStored} className="mono" />)
                </>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
