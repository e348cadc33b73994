import { X } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { classes } from "@/shared/lib/classes";
import { Button, IconButton } from "./Button";
import styles from "./Dialog.module.css";

/** A window in the window: takes the focus and gives it back. */
export function Dialog({
  title,
  isOpen,
  onClose,
  children,
  foot,
  wide,
  role = "dialog",
}: {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  foot?: ReactNode;
  wide?: boolean;
  role?: "dialog" | "alertdialog";
}) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={role === "dialog"}
      className={styles.scrim}
    >
      <Modal className={classes(styles.modal, wide && styles.wide)}>
        <AriaDialog role={role} className={styles.dialog}>
          <div className={styles.head}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <IconButton label="Close" small onPress={onClose}>
              <X size={16} aria-hidden />
            </IconButton>
          </div>
          <Body>{children}</Body>
          {foot && <div className={styles.foot}>{foot}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The part that scrolls where it must; it then takes the focus, so that the keys can scroll it too. */
function Body({ children }: { children: ReactNode }) {
  const element = useRef<HTMLDivElement>(null);
  const [isLong, setLong] = useState(false);
  useLayoutEffect(() => {
    const { scrollHeight = 0, clientHeight = 0 } = element.current ?? {};
    setLong(scrollHeight > clientHeight);
  });
  return (
    <div ref={element} className={styles.body} tabIndex={isLong ? 0 : undefined}>
      {children}
    </div>
  );
}

/** Asks before something that matters; the safe way out has the focus. */
export function ConfirmDialog({
  title,
  isOpen,
  onClose,
  onConfirm,
  confirm,
  variant = "primary",
  children,
}: {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  onConfirm: () => void;
  confirm: string;
  variant?: "primary" | "danger" | "write";
  children: ReactNode;
}) {
  const foot = (
    <>
      <Button autoFocus onPress={onClose}>
        Cancel
      </Button>
      <Button
        variant={variant}
        onPress={() => {
          onClose();
          onConfirm();
        }}
      >
        {confirm}
      </Button>
    </>
  );
  return (
    <Dialog role="alertdialog" title={title} isOpen={isOpen} onClose={onClose} foot={foot}>
      {children}
    </Dialog>
  );
}
