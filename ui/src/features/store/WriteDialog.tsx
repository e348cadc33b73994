import { useOpenStore } from "@/ipc";
import { ConfirmDialog, SafeText } from "@/shared/ui";

/** Asks before a store is opened for writing, and says what that means. */
export function WriteDialog({
  isOpen,
  onClose,
  onConfirm,
}: {
  isOpen: boolean;
  onClose: () => void;
  onConfirm: () => void;
}) {
  const store = useOpenStore();
  return (
    <ConfirmDialog
      title="Open for writing?"
      isOpen={isOpen}
      onClose={onClose}
      onConfirm={onConfirm}
      confirm="Open for writing"
      variant="write"
    >
      <p>
        This window will be able to append events to <SafeText text={store.name} className="mono" />. An event
        that was appended can never be changed or removed. Use it for demos and manual tests, not on a store
        that is evidence.
      </p>
    </ConfirmDialog>
  );
}
