import type { ReactElement, ReactNode, Ref } from "react";
import { Button as AriaButton, type ButtonProps, Tooltip, TooltipTrigger } from "react-aria-components";
import { classes } from "@/shared/lib/classes";
import styles from "./Button.module.css";

interface Look {
  variant?: "plain" | "primary" | "danger" | "write" | "quiet";
  small?: boolean;
}

/** A button with words. */
export function Button({
  variant = "plain",
  small,
  className,
  ...props
}: Omit<ButtonProps, "className"> & Look & { className?: string; ref?: Ref<HTMLButtonElement> }) {
  return <AriaButton {...props} className={look({ variant, small }, className)} />;
}

/** A button with an icon only; its label is shown as a tooltip and read aloud. */
export function IconButton({
  label,
  shortcut,
  variant = "quiet",
  small,
  className,
  children,
  ...props
}: Omit<ButtonProps, "children" | "className"> &
  Look & { label: string; shortcut?: string; className?: string; children: ReactNode }) {
  return (
    <Hint text={shortcut ? `${label} (${shortcut})` : label}>
      <AriaButton
        {...props}
        aria-label={label}
        className={classes(look({ variant, small }), styles.icon, className)}
      >
        {children}
      </AriaButton>
    </Hint>
  );
}

/** Shows a few words beside a focusable part while the pointer or the focus is on it. */
export function Hint({ text, children }: { text: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <Tooltip className={styles.tooltip} offset={6}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}

/** The class of a link that looks like a button. */
export function look({ variant = "plain", small }: Look, more?: string): string {
  return classes(styles.button, variant !== "plain" && styles[variant], small && styles.small, more);
}
