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
  Text,
} from "react-aria-components";
import { classes } from "@/shared/lib/classes";
import field from "./Field.module.css";
import styles from "./Overlay.module.css";
import { SafeText } from "./SafeText";
import type { Choice } from "./Select";

/** A place to type with suggestions; what is typed counts, whether it is among them or not. `error` marks it as wrong and says why. */
export function ComboBox({
  label,
  choices,
  text,
  onText,
  onSubmit,
  placeholder,
  hint,
  error,
  autoFocus,
}: {
  label: string;
  choices: Choice<string>[];
  text: string;
  onText: (text: string) => void;
  /** A suggestion was chosen. */
  onSubmit?: (text: string) => void;
  placeholder?: string;
  hint?: string;
  error?: string | null;
  autoFocus?: boolean;
}) {
  return (
    <AriaComboBox
      className={field.field}
      allowsCustomValue
      allowsEmptyCollection={false}
      menuTrigger="focus"
      isInvalid={Boolean(error)}
      inputValue={text}
      onInputChange={onText}
      onSelectionChange={(key) => key !== null && onSubmit?.(String(key))}
    >
      <Label className={field.label}>{label}</Label>
      <div className={field.combo}>
        <Input className={field.input} placeholder={placeholder} spellCheck={false} autoFocus={autoFocus} />
        <Button className={field.chevron}>
          <ChevronDown size={14} aria-hidden />
        </Button>
      </div>
      {hint && !error && (
        <Text slot="description" className={field.hint}>
          {hint}
        </Text>
      )}
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
