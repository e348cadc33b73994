import type { FormEvent, ReactNode } from "react";
import { Button } from "./Button";
import styles from "./EditorForm.module.css";

/** A few fields in a popover, to be applied or left as they were. */
export function EditorForm({
  isReady,
  onApply,
  onCancel,
  children,
}: {
  isReady: boolean;
  onApply: () => void;
  onCancel: () => void;
  children: ReactNode;
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) onApply();
  };
  return (
    <form className={styles.editor} onSubmit={submit}>
      {children}
      <div className={styles.buttons}>
        <Button onPress={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" isDisabled={!isReady}>
          Apply
        </Button>
      </div>
    </form>
  );
}
