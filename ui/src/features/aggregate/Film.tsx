import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type AggregateSummaryDto, type ConditionDto, type FoldWishDto, toIpcError, useIpc } from "@/ipc";
import { type Step, useFilm } from "@/shared/lib/film";
import { grouped } from "@/shared/lib/number";
import { Button, FilmOptions, PlayButton, SafeText } from "@/shared/ui";
import styles from "./Film.module.css";
import { EVENT_MS, gapMs } from "./film";
import { useVersionsOf } from "./moments";
import { QuestionForm } from "./QuestionForm";
import { conditionOf, conditionWords, type QuestionSearch } from "./question";

/** Plays the versions of an aggregate, until something becomes true where that is wished. */
export function Film({
  summary,
  version,
  last,
  fold,
  isReady,
  onVersion,
}: {
  summary: AggregateSummaryDto;
  version: number;
  last: number;
  fold: FoldWishDto;
  /** Whether the state of the version is in sight. */
  isReady: boolean;
  onVersion: (version: number) => void;
}) {
  const ipc = useIpc();
  const client = useQueryClient();
  const { aggregateId: id } = summary;
  const [question, setQuestion] = useState<QuestionSearch | null>(null);
  const condition = conditionIn(question);
  const stops = useVersionsOf(id, condition, fold);
  const [stoppedAt, setStoppedAt] = useState<number | null>(null);
  const wait = async (next: number): Promise<number> => {
    const [one, other] = await client.fetchQuery({
      queryKey: ["film", id, next],
      queryFn: () => ipc.aggregateEvents(id, Math.max(0, next - 2), 2),
    });
    return gapMs(one?.instant ?? null, other?.instant ?? null, summary);
  };
  const step = async (pace: "event" | "time"): Promise<Step> => {
    const next = version + 1;
    if (next > last) return "end";
    const waitMs = pace === "time" ? await wait(next) : EVENT_MS;
    const isStop = stops.data?.includes(next) === true;
    setStoppedAt(isStop ? next : null);
    onVersion(next);
    return isStop ? "stop" : { waitMs };
  };
  const isLooking = condition !== null && stops.isPending;
  const film = useFilm(
    "aggregate",
    {
      isReady: () => isReady && !isLooking,
      isAtEnd: version >= last,
      step,
      rewind: () => onVersion(Math.min(1, last)),
    },
    true,
  );
  return (
    <>
      <PlayButton what="the versions" isPlaying={film.isPlaying} onToggle={film.toggle} hasKey />
      <FilmOptions what="the versions">
        <section aria-label="Stop when" className={styles.stop}>
          <h3 className={styles.heading}>Stop when</h3>
          {question ? (
            <StopAt question={question} onClear={() => setQuestion(null)} />
          ) : (
            <QuestionForm question={{}} action="Set" onAsk={setQuestion} />
          )}
          {stops.isError && <p role="alert">{toIpcError(stops.error).message}</p>}
        </section>
      </FilmOptions>
      {question && stoppedAt === version && !film.isPlaying && (
        <p role="status" className={styles.stopped}>
          Stopped at version {grouped(version)}: <SafeText text={conditionWords(question)} />
        </p>
      )}
    </>
  );
}

function conditionIn(question: QuestionSearch | null): ConditionDto | null {
  if (question?.path === undefined) return null;
  const reading = conditionOf(question.path, question.test ?? "changes", question.value ?? "");
  return reading.kind === "condition" ? reading.condition : null;
}

function StopAt({ question, onClear }: { question: QuestionSearch; onClear: () => void }) {
  return (
    <p className={styles.set}>
      <SafeText text={conditionWords(question)} />
      <Button small autoFocus onPress={onClear}>
        Do not stop
      </Button>
    </p>
  );
}
