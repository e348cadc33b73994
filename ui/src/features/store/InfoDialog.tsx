import { CircleAlert, Info } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { type StoreInfoDto, useOpenStore, useSessionActions } from "@/ipc";
import { grouped } from "@/shared/lib/number";
import { Button, CopyableId, Dialog, Instant } from "@/shared/ui";
import { CatalogPanel } from "./CatalogPanel";
import styles from "./InfoDialog.module.css";

/** What the store says of itself, and what is unusual about it. */
export function InfoDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const store = useOpenStore();
  const what = store.target.includes("://") ? "database" : "file";
  const [isChecking, toggleCheck] = useCheck();
  const foot = (
    <>
      <Button onPress={toggleCheck}>{isChecking ? "Stop checking" : `Check the whole ${what}`}</Button>
      <Button variant="primary" onPress={onClose}>
        Done
      </Button>
    </>
  );
  return (
    <Dialog title="About this store" isOpen={isOpen} onClose={onClose} foot={foot} wide>
      <Facts store={store} />
      <h3 className={styles.heading}>Remarks</h3>
      {isChecking && <p role="status">Reading every page of the {what}…</p>}
      <Remarks store={store} />
      <h3 className={styles.heading}>Catalog</h3>
      <CatalogPanel />
    </Dialog>
  );
}

function Facts({ store }: { store: StoreInfoDto }) {
  const { target, engine, kind, storeId, schemaVersion, createdAt, events, commands, snapshots } = store;
  return (
    <dl className={styles.facts}>
      <dt>Where</dt>
      <dd>
        <CopyableId id={target} what="path" wrap />
      </dd>
      <dt>Engine</dt>
      <dd>{engine}</dd>
      <dt>Kind</dt>
      <dd>{kind === "own" ? "Made by Hindsight" : "Written by another program"}</dd>
      <dt>Store id</dt>
      <dd>{storeId === null ? "none" : <CopyableId id={storeId} what="store id" />}</dd>
      <dt>Schema version</dt>
      <dd>{schemaVersion ?? "none"}</dd>
      <dt>Created</dt>
      <dd>{createdAt === null ? "not recorded" : <Instant iso={createdAt} precision="full" />}</dd>
      <dt>Events</dt>
      <dd>{grouped(events)}</dd>
      <dt>Commands</dt>
      <dd>{commands === null ? "no such table" : grouped(commands)}</dd>
      <dt>Snapshots</dt>
      <dd>{snapshots === null ? "no such table" : grouped(snapshots)}</dd>
      <dt>First event</dt>
      <dd>{store.firstAt === null ? "none" : <Instant iso={store.firstAt} precision="full" />}</dd>
      <dt>Last event</dt>
      <dd>{store.lastAt === null ? "none" : <Instant iso={store.lastAt} precision="full" />}</dd>
    </dl>
  );
}

function Remarks({ store }: { store: StoreInfoDto }) {
  if (store.remarks.length === 0) return <p>Nothing is unusual about this store.</p>;
  return (
    <ul className={styles.remarks}>
      {store.remarks.map((remark) => (
        <li key={remark.text} className={remark.kind === "warning" ? styles.warning : undefined}>
          {remark.kind === "warning" ? (
            <CircleAlert size={14} aria-label="Warning" />
          ) : (
            <Info size={14} aria-label="Note" />
          )}
          <span>{remark.text}</span>
        </li>
      ))}
    </ul>
  );
}

function useCheck(): [isChecking: boolean, toggle: () => void] {
  const session = useSessionActions();
  const [stop, setStop] = useState<AbortController | null>(null);
  const current = useRef(stop);
  current.current = stop;
  useEffect(() => () => current.current?.abort(), []);
  const toggle = async () => {
    if (stop) return stop.abort();
    const made = new AbortController();
    setStop(made);
    await session.check(made.signal);
    setStop(null);
  };
  return [stop !== null, () => void toggle()];
}
