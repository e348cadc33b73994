import type { ReactNode, RefObject } from "react";
import { Popover as AriaPopover, Dialog } from "react-aria-components";
import { classes } from "@/shared/lib/classes";
import overlay from "./Overlay.module.css";
import styles from "./Popover.module.css";

/**
 * A small window beside the part that opened it: after the button of a DialogTrigger or in a pill it needs nothing
 * more; elsewhere it is told beside what it stands and whether it is open.
 */
export function Popover({
  label,
  triggerRef,
  isOpen,
  onClose,
  wide,
  children,
}: {
  label: string;
  triggerRef?: RefObject<HTMLElement | null>;
  isOpen?: boolean;
  onClose?: () => void;
  wide?: boolean;
  children: (close: () => void) => ReactNode;
}) {
  return (
    <AriaPopover
      className={overlay.popover}
      placement="bottom start"
      offset={4}
      triggerRef={triggerRef}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose?.()}
    >
      <Dialog aria-label={label} className={classes(styles.dialog, wide && styles.wide)}>
        {({ close }) =>
          children(() => {
            close();
            onClose?.();
          })
        }
      </Dialog>
    </AriaPopover>
  );
}
