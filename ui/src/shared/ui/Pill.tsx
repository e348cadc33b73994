import { X } from "lucide-react";
import type { ReactElement } from "react";
import { Button, DialogTrigger } from "react-aria-components";
import { visible } from "@/shared/lib/hostile";
import styles from "./Pill.module.css";
import { SafeText } from "./SafeText";

/** One part of a filter: what it is about, its value, a click to change it, a cross to drop it. */
export function Pill({
  label,
  value,
  editor,
  onRemove,
}: {
  label: string;
  value: string;
  /** A popover that opens when the pill is pressed. */
  editor: ReactElement;
  onRemove: () => void;
}) {
  return (
    <span className={styles.pill}>
      <DialogTrigger>
        <Button className={styles.edit} aria-label={`Change filter: ${label} ${visible(value)}`}>
          <span className={styles.label}>{label}</span> <SafeText text={value} className={styles.value} />
        </Button>
        {editor}
      </DialogTrigger>
      <Button
        className={styles.remove}
        aria-label={`Remove filter: ${label} ${visible(value)}`}
        onPress={onRemove}
      >
        <X size={12} aria-hidden />
      </Button>
    </span>
  );
}
