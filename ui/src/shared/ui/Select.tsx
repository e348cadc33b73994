import { Check, ChevronDown } from "lucide-react";
import {
  Select as AriaSelect,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from "react-aria-components";
import { classes } from "@/shared/lib/classes";
import field from "./Field.module.css";
import styles from "./Overlay.module.css";
import { SafeText } from "./SafeText";

/** One of the things to choose from. */
export interface Choice<K extends string> {
  key: K;
  label: string;
  note?: string;
}

/** One choice out of a closed list. */
export function Select<K extends string>({
  label,
  choices,
  selected,
  onSelect,
  hideLabel,
  className,
}: {
  label: string;
  choices: Choice<K>[];
  selected: K;
  onSelect: (key: K) => void;
  hideLabel?: boolean;
  className?: string;
}) {
  return (
    <AriaSelect
      className={classes(field.field, className)}
      aria-label={hideLabel ? label : undefined}
      value={selected}
      onChange={(key) => onSelect(key as K)}
    >
      {!hideLabel && <Label className={field.label}>{label}</Label>}
      <Button className={classes(field.input, field.control)}>
        <SelectValue>{({ defaultChildren }) => defaultChildren}</SelectValue>
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className={styles.popover} offset={4}>
        <ListBox className={styles.list}>
          {choices.map((choice) => (
            <ListBoxItem key={choice.key} id={choice.key} textValue={choice.label} className={styles.item}>
              {({ isSelected }) => (
                <>
                  <SafeText text={choice.label} className={styles.words} />
                  {choice.note && <span className={styles.note}>{choice.note}</span>}
                  <span className={styles.tick}>{isSelected && <Check size={14} aria-hidden />}</span>
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
