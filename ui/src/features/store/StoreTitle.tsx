import { ChevronDown, Lock, PencilLine } from "lucide-react";
import { useState } from "react";
import { useOpenStore } from "@/ipc";
import { Badge, Button, Menu, SafeText } from "@/shared/ui";
import { CatalogState } from "./CatalogState";
import { DemoDialog } from "./DemoDialog";
import { InfoDialog } from "./InfoDialog";
import { storeMenu } from "./menu";
import styles from "./StoreTitle.module.css";
import { useConnectSheet } from "./useConnectSheet";
import { useStoreActions } from "./useStoreActions";
import { WriteDialog } from "./WriteDialog";

/** The open store: its name with its menu, its engine, and whether this window can write to it. */
export function StoreTitle() {
  const store = useOpenStore();
  const actions = useStoreActions();
  const [dialog, setDialog] = useState<"info" | "write" | "demo" | null>(null);
  const close = () => setDialog(null);
  const connecting = useConnectSheet();
  return (
    <div className={styles.title}>
      <div className={styles.place}>
        <Menu label="Store" groups={storeMenu(store, actions, { ask: setDialog, ...connecting })}>
          <Button variant="quiet" className={styles.button} aria-label={`Store ${store.name}`}>
            <SafeText text={store.name} className={styles.name} />
            <ChevronDown size={14} aria-hidden />
          </Button>
        </Menu>
        <SafeText text={shortEngine(store.engine)} className={styles.engine} />
      </div>
      <ModeBadge writable={store.writable} couldWrite={store.loginCanWrite} />
      <CatalogState />
      <InfoDialog isOpen={dialog === "info"} onClose={close} />
      <WriteDialog
        isOpen={dialog === "write"}
        onClose={close}
        onConfirm={() => void actions.setWritable(true)}
      />
      <DemoDialog isOpen={dialog === "demo"} onClose={close} />
      {connecting.sheet}
    </div>
  );
}

/** Without its builds and updates, which the panel about the store tells. */
function shortEngine(engine: string): string {
  return engine.split(/ \(| - /, 1)[0] ?? engine;
}

/** Where the login itself could write, reading only is this window’s choice alone; the remarks say so in words. */
function ModeBadge({ writable, couldWrite }: { writable: boolean; couldWrite: boolean }) {
  if (!writable)
    return (
      <Badge>
        <Lock size={11} aria-hidden /> READ-ONLY{couldWrite && " BY CHOICE"}
      </Badge>
    );
  return (
    <Badge tone="write">
      <PencilLine size={11} aria-hidden /> WRITABLE
    </Badge>
  );
}
