import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useId } from "react";
import { useOpenStore, useSessionActions } from "@/ipc";
import { Button, EmptyState, Panes, SafeText } from "@/shared/ui";
import { useDesk } from "./desk";
import { Form } from "./Form";
import { Log } from "./Log";
import { aimed } from "./model";
import { OutcomePanel } from "./OutcomePanel";
import styles from "./OutcomePanel.module.css";
import { useSend } from "./queries";

/** Composes a command with events and sends it. For demos and manual tests; only on a store that is open for writing. */
export function AppendView() {
  const { writable } = useOpenStore();
  return writable ? <WritingView /> : <ReadOnlyView />;
}

function ReadOnlyView() {
  const store = useOpenStore();
  const { setWritable } = useSessionActions();
  return (
    <EmptyState
      title="This store is open for reading only"
      actions={
        <Button variant="write" onPress={() => void setWritable(true)}>
          Open for writing
        </Button>
      }
    >
      Appending needs <SafeText text={store.name} className="mono" /> open for writing. An event that was
      appended can never be changed or removed: use this for demos and manual tests, not on a store that is
      evidence.
    </EmptyState>
  );
}

function WritingView() {
  const { desk, draft, log, shown } = useDesk();
  const { mutate: send, isPending } = useSend(desk);
  useAim(desk);
  const sendId = useId();
  const sent = log.find(({ key }) => key === shown) ?? log[0];
  const side = (
    <div className={styles.side}>
      {sent ? (
        <OutcomePanel
          sent={sent}
          draft={draft}
          isSending={isPending}
          onSendAgain={() => send(sent.request)}
          onStep={(step) => {
            desk.edit((now) => step.take(now, crypto.randomUUID()));
            document.getElementById(sendId)?.focus();
          }}
        />
      ) : (
        <div className={styles.panel}>
          <h2 className={styles.title}>Nothing sent yet</h2>
          <p className={styles.note}>
            What the store answers stands here: appended, already processed, or a version conflict. A command
            that is sent twice is written once.
          </p>
        </div>
      )}
      <Log log={log} shown={sent?.key ?? null} onShow={(key) => desk.show(key)} />
    </div>
  );
  return (
    <Panes name="append" label="Outcome" side={side} width={384}>
      <Form desk={desk} draft={draft} log={log} sendId={sendId} isSending={isPending} onSend={send} />
    </Panes>
  );
}

/** Takes over what a link says, once: afterwards the form is the person's own. */
function useAim(desk: ReturnType<typeof useDesk>["desk"]) {
  const { aggregateId, aggregateType } = useSearch({ from: "/append" });
  const navigate = useNavigate();
  useEffect(() => {
    if (aggregateId === undefined && aggregateType === undefined) return;
    desk.edit((now) => aimed(now, { aggregateId, aggregateType }));
    void navigate({ to: "/append", search: {}, replace: true });
  }, [desk, aggregateId, aggregateType, navigate]);
}
