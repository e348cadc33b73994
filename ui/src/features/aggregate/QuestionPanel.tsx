import { X } from "lucide-react";
import { useMemo, useState } from "react";
import type { ConditionDto, FoldWishDto, MomentScopeDto } from "@/ipc";
import { visible } from "@/shared/lib/hostile";
import { counted, grouped } from "@/shared/lib/number";
import { Button, ErrorState, IconButton, Progress, SafeText, useAsOf } from "@/shared/ui";
import { LISTED_MAX, MomentList } from "./MomentList";
import { type Search, useMoments } from "./moments";
import styles from "./Question.module.css";
import { QuestionForm } from "./QuestionForm";
import { conditionOf, hitsUntil, type QuestionSearch, questionWords } from "./question";

const PROBLEMS_MAX = 20;

interface Asked {
  aggregateId: string;
  aggregateType: string;
  version: number;
  fold: FoldWishDto;
}

/** When something became true of a path: the life of a field, or the answer to a question that somebody asks. */
export function QuestionPanel({
  question,
  of,
  onAsk,
  onClose,
}: {
  question: QuestionSearch;
  of: Asked;
  onAsk: (question: QuestionSearch) => void;
  onClose: () => void;
}) {
  const { path, test, value } = question;
  const [isAsking, setAsking] = useState(
    path === undefined || test !== undefined || question.over !== undefined,
  );
  const reading = path === undefined ? null : conditionOf(path, test ?? "changes", value ?? "");
  const title = path === undefined ? "When did this first…" : questionWords(question, of.aggregateType);
  return (
    <section aria-label="Moments" className={styles.panel}>
      <header className={styles.head}>
        <h3 className={styles.title}>
          <SafeText text={title} />
        </h3>
        {!isAsking && (
          <Button small variant="quiet" onPress={() => setAsking(true)}>
            Ask something else
          </Button>
        )}
        <IconButton small label="Close" onPress={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      {isAsking && (
        <QuestionForm
          key={JSON.stringify(question)}
          question={question}
          aggregateType={visible(of.aggregateType)}
          onAsk={onAsk}
        />
      )}
      {reading?.kind === "condition" && (
        <Answer condition={reading.condition} of={of} isOverType={question.over === "type"} />
      )}
      {reading?.kind === "wrong" && (
        <p role="alert" className={styles.summary}>
          <SafeText text={reading.message} />
        </p>
      )}
    </section>
  );
}

function Answer({
  condition,
  of: { aggregateId, aggregateType, version, fold },
  isOverType,
}: {
  condition: ConditionDto;
  of: Asked;
  isOverType: boolean;
}) {
  const scope: MomentScopeDto = isOverType
    ? { kind: "type", aggregateType }
    : { kind: "aggregate", aggregateId };
  const search = useMoments(scope, condition, fold);
  const { at } = useAsOf();
  const shown = useMemo(() => hitsUntil(search.hits, at), [search.hits, at]);
  if (search.failure !== null)
    return <ErrorState title="This could not be looked up" message={search.failure} onRetry={search.retry} />;
  return (
    <>
      <Summary search={search} isOverType={isOverType} later={search.hits.length - shown.length} />
      <MomentList hits={shown} shown={{ aggregateId, version }} isOverType={isOverType} />
      {search.summary && search.summary.problems.length > 0 && (
        <Problems problems={search.summary.problems} />
      )}
    </>
  );
}

function Summary({
  search,
  isOverType,
  later,
}: {
  search: Search;
  isOverType: boolean;
  /** How many came after the instant that all views show, and are not listed. */
  later: number;
}) {
  const { hits, summary, progress, isFetching, isStopped } = search;
  if (progress)
    return (
      <div className={styles.summary}>
        <Progress
          label={`${counted(hits.length, "time")} so far.`}
          done={progress.done}
          total={progress.total}
          onCancel={search.stop}
        />
      </div>
    );
  if (isFetching) return <p className={styles.summary}>Looking through the history…</p>;
  if (isStopped)
    return (
      <p className={styles.summary}>
        Stopped after {counted(hits.length, "time")}; there may be more.
        <Button small onPress={search.retry}>
          Look again
        </Button>
      </p>
    );
  if (!summary) return null;
  const count = summary.count - later;
  const listed = Math.min(hits.length - later, LISTED_MAX);
  return (
    <p role="status" className={styles.summary}>
      {count === 0 ? "Never" : counted(count, "time")}
      {isOverType && ` in ${counted(summary.aggregates, "aggregate")}`}
      {later > 0 && ` by then; ${grouped(later)} later`}
      {listed < count && `; the first ${grouped(listed)} are listed`}.
    </p>
  );
}

function Problems({ problems }: { problems: { aggregateId: string; message: string }[] }) {
  return (
    <details className={styles.problems}>
      <summary>{counted(problems.length, "aggregate")} could not be looked through to the end</summary>
      <ul>
        {problems.slice(0, PROBLEMS_MAX).map(({ aggregateId, message }) => (
          <li key={aggregateId}>
            <SafeText text={aggregateId} className="mono" />: <SafeText text={message} />
          </li>
        ))}
      </ul>
    </details>
  );
}
