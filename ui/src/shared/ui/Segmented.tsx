import type { ReactNode } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import styles from "./Segmented.module.css";

/** One choice out of two or three that are all in sight. */
export function Segmented<K extends string>({
  label,
  choices,
  selected,
  onSelect,
}: {
  label: string;
  choices: { key: K; label: ReactNode }[];
  selected: K;
  onSelect: (key: K) => void;
}) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className={styles.group}
      disallowEmptySelection
      selectedKeys={[selected]}
      onSelectionChange={(keys) => {
        const [key] = keys;
        if (key !== undefined) onSelect(key as K);
      }}
    >
      {choices.map((choice) => (
        <ToggleButton key={choice.key} id={choice.key} className={styles.item}>
          {choice.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
