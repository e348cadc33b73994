import { Plus } from "lucide-react";
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import type { AppendRequestDto } from "@/ipc";
import { counted } from "@/shared/lib/number";
import { Button } from "@/shared/ui";
import { AggregateFields } from "./AggregateFields";
import { CommandFields } from "./CommandFields";
import { fieldProblems, type Problems, problemsOf } from "./check";
import type { Desk, DeskState } from "./desk";
import { EventFields } from "./EventFields";
import styles from "./Form.module.css";
import { JsonEditor } from "./JsonEditor";
import { type Draft, requestOf, sameId, withChangedEvent, withEvent, withoutEvent } from "./model";
import { isRecorded } from "./outcome";
import { useTypes } from "./queries";

/** Composes a command with its events. What is missing is said once sending was tried, what is wrong once it was typed. */
export function Form({
  desk,
  draft,
  log,
  sendId,
  isSending,
  onSend,
}: Pick<DeskState, "draft" | "log"> & {
  desk: Desk;
  /** Names the button that sends, so that the focus can be put there. */
  sendId: string;
  isSending: boolean;
  onSend: (request: AppendRequestDto) => void;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set());
  const [tries, setTries] = useState(0);
  const { aggregateTypes, eventTypes } = useTypes();
  useFocusOnFirstFault(form, tries);
  const change = (part: Partial<Draft>) => desk.edit((now) => ({ ...now, ...part }));
  const visit = (field: string) => setVisited((before) => new Set(before).add(field));
  const problems = shown(fieldProblems(draft), tries > 0 ? null : visited);
  const send = () => {
    if (isSending) return;
    const isFit = Object.keys(problemsOf(draft)).length === 0;
    setTries(isFit ? 0 : tries + 1);
    if (isFit) onSend(requestOf(draft));
  };
  const isKnown = log.some(
    (sent) => isRecorded(sent.outcome) && sameId(sent.request.commandId ?? "", draft.commandId),
  );
  return (
    <form
      ref={form}
      aria-label="Command"
      className={styles.form}
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!isSendKey(event)) return;
        event.preventDefault();
        // With suggestions open it is not certain which text is meant; going on closes them with the one typed.
        if (isChoosing(event.target)) document.getElementById(sendId)?.focus();
        else send();
      }}
    >
      <div className={styles.fields}>
        <Section title="Command">
          <CommandFields
            draft={draft}
            problems={problems}
            isRecorded={isKnown}
            onChange={change}
            onVisited={visit}
          />
        </Section>
        <Section title="Aggregate">
          <AggregateFields
            desk={desk}
            draft={draft}
            problems={problems}
            types={aggregateTypes}
            onVisited={visit}
          />
        </Section>
        <Section title="Events">
          {draft.events.map((event, index) => (
            <EventFields
              key={event.key}
              event={event}
              number={index + 1}
              isOnly={draft.events.length === 1}
              types={eventTypes}
              problems={problems}
              onChange={(part) => desk.edit((now) => withChangedEvent(now, event.key, part))}
              onRemove={() => desk.edit((now) => withoutEvent(now, event.key))}
            />
          ))}
          <Button small className={styles.add} onPress={() => desk.edit(withEvent)}>
            <Plus size={14} aria-hidden /> Add event
          </Button>
        </Section>
        <Section title="More">
          <div className={styles.pair}>
            <JsonEditor
              label="Metadata of every event"
              text={draft.metadata}
              onText={(metadata) => change({ metadata })}
            />
            <JsonEditor
              label="Data of the command itself"
              text={draft.data}
              onText={(data) => change({ data })}
            />
          </div>
        </Section>
      </div>
      <div className={styles.foot}>
        <Button id={sendId} variant="primary" isPending={isSending} onPress={send}>
          Send
        </Button>
        <span aria-hidden>
          <kbd>Ctrl</kbd> <kbd>Enter</kbd>
        </span>
        {tries > 0 && <Faults count={Object.keys(problemsOf(draft)).length} />}
      </div>
    </form>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      {children}
    </section>
  );
}

function Faults({ count }: { count: number }) {
  return (
    <span role="status" className={styles.faults}>
      {count > 0 && `Nothing was sent: ${counted(count, "field")} to mend.`}
    </span>
  );
}

/** The problems of the fields in `fields`, or all of them. */
function shown(problems: Problems, fields: ReadonlySet<string> | null): Problems {
  if (fields === null) return problems;
  return Object.fromEntries(Object.entries(problems).filter(([field]) => fields.has(field)));
}

/** After every try to send that failed for something in the form. */
function useFocusOnFirstFault(form: RefObject<HTMLFormElement | null>, tries: number) {
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form, tries]);
}

/** Enter alone never sends: what is sent stays for good. */
function isSendKey(event: KeyboardEvent): boolean {
  return event.key === "Enter" && (event.ctrlKey || event.metaKey);
}

function isChoosing(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.getAttribute("aria-expanded") === "true";
}
