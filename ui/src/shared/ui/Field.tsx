import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField,
  type TextFieldProps,
} from "react-aria-components";
import { classes } from "@/shared/lib/classes";
import styles from "./Field.module.css";

/** A labelled place to type. `error` marks it as wrong and says why. */
export function Field({
  label,
  hint,
  error,
  placeholder,
  code,
  rows,
  className,
  ...props
}: Omit<TextFieldProps, "className" | "children"> & {
  label: string;
  hint?: string;
  error?: string | null;
  placeholder?: string;
  /** Set in the monospaced face, without help from spelling checkers. */
  code?: boolean;
  /** More than one line. */
  rows?: number;
  className?: string;
}) {
  const look = classes(styles.input, code && styles.code);
  const quiet = code
    ? { spellCheck: "false", autoCapitalize: "off", autoCorrect: "off", autoComplete: "off" }
    : {};
  return (
    <TextField {...props} {...quiet} isInvalid={Boolean(error)} className={classes(styles.field, className)}>
      <Label className={styles.label}>{label}</Label>
      {rows ? (
        <TextArea rows={rows} placeholder={placeholder} className={classes(look, styles.area)} />
      ) : (
        <Input placeholder={placeholder} className={look} />
      )}
      {hint && !error && (
        <Text slot="description" className={styles.hint}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error}>{error}</FieldError>
    </TextField>
  );
}
