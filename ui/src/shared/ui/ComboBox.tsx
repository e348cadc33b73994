import { ChevronDown } from "lucide-react";
import {
  ComboBox as AriaComboBox,
  Button,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
} from "react-aria-components";
import { classes } from "@/shared/lib/classes";
import field from "./Field.module.css";
import styles from "./Overlay.module.css";
import { SafeText } from "./SafeText";
import type { Choice } from "./Select";

/**
 * A place to type, with suggestions once something is typed or the arrow asks for them; what is typed counts, whether
 * it is among them or not. `error` marks it as wrong and says why.
 */
export function ComboBox({
  label,
  choices,
  text,
  onText,
  error,
}: {
  label: string;
  choices: Choice<string>[];
  text: string;
  onText: (text: string) => void;
  error?: string | null;
}) {
  return (
    <AriaComboBox
      className={field.field}
      allowsCustomValue
      allowsEmptyCollection={false}
      menuTrigger="input"
      isInvalid={Boolean(error)}
      inputValue={text}
      onInputChange={onText}
    >
      <Label className={field.label}>{label}</Label>
      <div className={field.combo}>
        <Input className={field.input} spellCheck={false} />
        <Button className={field.chevron}>
          <ChevronDown size={14} aria-hidden />
        </Button>
      </div>
      <FieldError className={field.error}>{error}</FieldError>
      <Popover className={styles.popover} offset={4}>
        <ListBox className={classes(styles.list)}>
          {choices.map((choice) => (
            <ListBoxItem key={choice.key} id={choice.key} textValue={choice.label} className={styles.item}>
              <SafeText text={choice.label} className={styles.words} />
              {choice.note && <span className={styles.note}>{choice.note}</span>}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
