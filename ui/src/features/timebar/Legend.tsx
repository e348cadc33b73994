import { ToggleButton } from "react-aria-components";
import { classes } from "@/shared/lib/classes";
import { visible } from "@/shared/lib/hostile";
import { counted, grouped } from "@/shared/lib/number";
import { SafeText } from "@/shared/ui";
import { FIELD_LABELS } from "./fields";
import styles from "./Legend.module.css";
import type { Layer, Split } from "./layer";
import { type Span, sumIn } from "./stretch";
import { partName } from "./words";

/** What the colours of the bars mean, from the bottom up, with how many events of what is seen. Pressing one shows it alone. */
export function Legend({
  split,
  layer,
  span,
  lit,
  onLit,
}: {
  split: Split;
  layer: Layer;
  span: Span;
  lit: number | null;
  onLit: (place: number | null) => void;
}) {
  const parts = layer.parts ?? [];
  const lines = parts.flatMap((counts, place) => {
    const count = sumIn(layer.stretches, counts, span);
    const isOthers = place === split.slots.length;
    const isThere = isOthers ? count > 0 : split.slots[place] !== undefined;
    return isThere ? { place, count, isOthers } : [];
  });
  return (
    <ul className={styles.legend} aria-label={`Bars by ${FIELD_LABELS[split.field]}, from the bottom up`}>
      {lines.map(({ place, count, isOthers }) => {
        const name = partName(split, place);
        const word = split.slots[place];
        return (
          <li key={place} className={styles.entry}>
            <ToggleButton
              className={classes(styles.part, lit !== null && lit !== place && styles.dimmed)}
              aria-label={`${visible(name)}, ${layer.isExact ? "" : "about "}${counted(count, "event")}: show alone`}
              isSelected={lit === place}
              onChange={(isOn) => onLit(isOn ? place : null)}
            >
              <span
                className={styles.swatch}
                style={{ background: `var(--stack-${isOthers ? "others" : place})` }}
              />
              {isOthers || word == null ? (
                <i className={styles.name}>{name}</i>
              ) : (
                <SafeText text={word} className={styles.name} />
              )}
              <span className={styles.count}>{grouped(count)}</span>
            </ToggleButton>
          </li>
        );
      })}
      {!layer.isExact && <li className={styles.about}>still counting</li>}
    </ul>
  );
}
