import type { ReactNode } from "react";
import { Popover as AriaPopover, Dialog } from "react-aria-components";
import overlay from "./Overlay.module.css";
import styles from "./Popover.module.css";

/** A small window beside the part that opened it; goes after a DialogTrigger's button or inside a pill. */
export function Popover({ label, children }: { label: string; children: (close: () => void) => ReactNode }) {
  return (
    <AriaPopover className={overlay.popover} placement="bottom start" offset={4}>
      <Dialog aria-label={label} className={styles.dialog}>
        {({ close }) => children(close)}
      </Dialog>
    </AriaPopover>
  );
}
