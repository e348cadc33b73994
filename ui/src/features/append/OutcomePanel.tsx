import { Link } from "@tanstack/react-router";
import {
  CircleAlert,
  CircleCheck,
  CircleEqual,
  GitCompareArrows,
  KeyRound,
  type LucideIcon,
} from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "@/shared/lib/classes";
import { Button, CopyableId, Instant, look, SafeText } from "@/shared/ui";
import type { Draft } from "./model";
import styles from "./OutcomePanel.module.css";
import {
  isRecorded,
  type NextStep,
  nextStep,
  type Outcome,
  outcomeText,
  type Sent,
  stepText,
} from "./outcome";

/** How each outcome is told apart without reading. */
export const LOOKS: Record<Outcome["status"], { icon: LucideIcon; tone: string | undefined }> = {
  appended: { icon: CircleCheck, tone: styles.good },
  alreadyProcessed: { icon: CircleEqual, tone: styles.accent },
  conflict: { icon: GitCompareArrows, tone: styles.danger },
  commandReused: { icon: KeyRound, tone: styles.danger },
  failed: { icon: CircleAlert, tone: styles.danger },
};

/** What became of one thing that was sent, and what can be done next. */
export function OutcomePanel({
  sent,
  draft,
  isSending,
  onSendAgain,
  onStep,
}: {
  sent: Sent;
  draft: Draft;
  isSending: boolean;
  onSendAgain: () => void;
  onStep: (step: NextStep) => void;
}) {
  const { request, outcome } = sent;
  const { title, words } = outcomeText(sent);
  const { icon: Icon, tone } = LOOKS[outcome.status];
  const step = nextStep(draft, sent);
  return (
    <div className={styles.panel}>
      <div role="status" className={classes(styles.outcome, tone)}>
        <h2 className={styles.title}>
          <Icon size={18} aria-hidden /> {title}
        </h2>
        <p>
          <SafeText text={words} />
        </p>
      </div>
      <dl className={styles.facts}>
        <Fact name="Command">
          <SafeText text={request.commandType} />
          <CopyableId id={request.commandId ?? ""} what="command id" wrap />
        </Fact>
        <Fact name="Aggregate">
          <SafeText text={request.aggregateType} />
          <CopyableId id={request.aggregateId} what="aggregate id" wrap />
        </Fact>
        <Fact name="Answered">
          <Instant iso={sent.at} precision="seconds" />
        </Fact>
      </dl>
      <div className={styles.actions}>
        {step && (
          <Button variant={isRecorded(outcome) ? "plain" : "primary"} onPress={() => onStep(step)}>
            {step.label}
          </Button>
        )}
        <Button isPending={isSending} onPress={onSendAgain}>
          Send again
        </Button>
      </div>
      <p className={styles.note}>{stepText(sent, step)}</p>
      <Links sent={sent} />
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Links({ sent: { request, outcome } }: { sent: Sent }) {
  const id = request.aggregateId;
  if (outcome.status === "conflict" && outcome.actual !== null)
    return (
      <nav aria-label="Where to look" className={styles.links}>
        <Link to="/aggregates/$id" params={{ id }} className={look({ small: true })}>
          What happened meanwhile
        </Link>
      </nav>
    );
  if (outcome.status !== "appended" && outcome.status !== "alreadyProcessed") return null;
  return (
    <nav aria-label="Where to look" className={styles.links}>
      {outcome.lastVersion !== null && (
        <Link
          to="/aggregates/$id"
          params={{ id }}
          search={{ v: outcome.lastVersion }}
          className={look({ small: true })}
        >
          Aggregate at version {outcome.lastVersion}
        </Link>
      )}
      <Link to="/explore" search={{ causationId: outcome.commandId }} className={look({ small: true })}>
        Its events in Explore
      </Link>
      {request.correlationId !== null && (
        <Link
          to="/trace/$correlationId"
          params={{ correlationId: request.correlationId }}
          className={look({ small: true })}
        >
          Trace
        </Link>
      )}
    </nav>
  );
}
