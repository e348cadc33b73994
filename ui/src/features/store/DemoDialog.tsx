import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useSessionActions } from "@/ipc";
import { Button, Dialog, Progress } from "@/shared/ui";
import { AFRESH } from "./afresh";

const IDLE = { done: 0, total: 0 };

/** Makes a demo store: asks where it should lie, shows how far it is, and can be stopped. */
export function DemoDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const session = useSessionActions();
  const navigate = useNavigate();
  const [progress, setProgress] = useState<typeof IDLE | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const make = async () => {
    stop.current = new AbortController();
    setProgress(IDLE);
    const opened = await session.createDemo(setProgress, stop.current.signal);
    setProgress(null);
    onClose();
    if (opened) await navigate(AFRESH);
  };
  const cancel = () => stop.current?.abort();
  const foot = progress ? undefined : (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button variant="primary" autoFocus onPress={() => void make()}>
        Choose where…
      </Button>
    </>
  );
  return (
    <Dialog title="New demo store" isOpen={isOpen} onClose={progress ? cancel : onClose} foot={foot}>
      {progress ? (
        <Progress label="Making the demo" done={progress.done} total={progress.total} onCancel={cancel} />
      ) : (
        <p>
          A year at a company that keeps its enterprise architecture here: 10,000 events about applications,
          capabilities, servers and data. It opens read-only, like every store.
        </p>
      )}
    </Dialog>
  );
}
