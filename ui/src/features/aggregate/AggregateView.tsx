import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { type AggregateSummaryDto, type FoldWishDto, toIpcError, useProjections } from "@/ipc";
import { useSettled } from "@/shared/lib/useSettled";
import { EmptyState, ErrorState, Loading, look, Panes, useAsOf } from "@/shared/ui";
import styles from "./AggregateView.module.css";
import { EventList } from "./EventList";
import { Film } from "./Film";
import { Header } from "./Header";
import {
  type AggregateSearch,
  askedAt,
  type Extent,
  type Point,
  pointAt,
  pointKey,
  pointOf,
  searchOf,
  standing,
  versionOf,
} from "./model";
import { PointBar } from "./PointBar";
import { QuestionPanel } from "./QuestionPanel";
import { type FoldQuery, useAggregate, useFold, useLastBy, useSnapshots } from "./queries";
import type { QuestionSearch } from "./question";
import { Scrubber } from "./Scrubber";
import { StatePane } from "./StatePane";
import { useBlame } from "./useBlame";
import { useFieldSteps } from "./useFieldSteps";
import { useStepKeys } from "./useStepKeys";
import { WhatIfBar } from "./WhatIfBar";
import { WhatIfMenu } from "./WhatIfMenu";
import {
  foldsFor,
  isReal,
  pointWithout,
  REAL,
  searchOfWhatIf,
  toggled,
  type WhatIf,
  whatIfOf,
} from "./whatIf";

const route = getRouteApi("/aggregates/$id");

type EventPane = (position: string, idle: readonly string[]) => ReactNode;

/**
 * One aggregate at a version or an instant. `eventPane` shows the event at a position in full, and which fields of
 * its payload changed nothing; the app lends it.
 */
export function AggregateView({ eventPane }: { eventPane: EventPane }): ReactNode {
  const { id } = route.useParams();
  const { data, error, refetch } = useAggregate(id);
  const back = (
    <Link to="/aggregates" className={look({})}>
      All aggregates
    </Link>
  );
  if (error) {
    const { code, message } = toIpcError(error);
    if (code === "notFound") return <ErrorState title="No such aggregate" message={message} actions={back} />;
    const title = "The aggregate could not be read";
    return <ErrorState title={title} message={message} onRetry={() => void refetch()} actions={back} />;
  }
  return data ? (
    <ByThen key={id} summary={data} eventPane={eventPane} />
  ) : (
    <Loading label="Reading the aggregate…" />
  );
}

/** Finds how much of the aggregate had happened at the instant that all views show. */
function ByThen({ summary, eventPane }: { summary: AggregateSummaryDto; eventPane: EventPane }) {
  const { at: asOf } = useAsOf();
  const total = summary.lastVersion;
  const { data, error, refetch } = useLastBy(summary.aggregateId, asOf);
  if (asOf !== null && error)
    return <ErrorState message={toIpcError(error).message} onRetry={() => void refetch()} />;
  if (asOf !== null && !data) return <Loading label="Looking for the version…" />;
  const then = asOf === null || !data ? summary : { ...summary, lastVersion: data.version, lastAt: data.at };
  return <History summary={then} extent={{ asOf, last: then.lastVersion, total }} eventPane={eventPane} />;
}

/** Where the link looks, and the way to another version. While the instant of all views moves, the view follows it. */
function usePoint(): [point: Point, setPoint: (point: Point) => void] {
  const { isMoving } = useAsOf();
  const { v } = route.useSearch();
  const linked = pointOf(isMoving ? {} : { v });
  const navigate = route.useNavigate();
  // Leaving the latest state is a step that "back" undoes; stepping on from there is not, or back would be a long way.
  const commit = (next: Point) =>
    void navigate({
      search: (before) => ({ ...before, ...searchOf(next) }),
      replace: linked.kind !== "latest",
    });
  return useSettled(linked, pointKey, commit);
}

/** What the link supposes. */
function useWhatIf(): WhatIf {
  const { without, fold } = route.useSearch();
  return useMemo(() => whatIfOf({ without, fold }), [without, fold]);
}

/** Ways to another link: one that changes parts of it, and one to a version, which "back" always undoes. */
function useWays(last: number) {
  const navigate = route.useNavigate();
  return useMemo(() => {
    const change = (part: Partial<AggregateSearch>, replace = false) =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace });
    return { change, jump: (version: number) => change(searchOf(pointAt(version, last))) };
  }, [navigate, last]);
}

/** The ways in which aggregates of a type can be folded, the usual one first. */
function useFolds(aggregateType: string): FoldWishDto[] {
  const { data } = useProjections();
  return foldsFor(aggregateType, data?.items ?? []);
}

const NO_QUESTION: QuestionSearch = { path: undefined, test: undefined, value: undefined, over: undefined };

function History({
  summary,
  extent,
  eventPane,
}: {
  summary: AggregateSummaryDto;
  extent: Extent;
  eventPane: EventPane;
}) {
  const { aggregateId: id, aggregateType } = summary;
  const { asOf, last } = extent;
  const { go } = useAsOf();
  const search = route.useSearch();
  const { show } = search;
  const whatIf = useWhatIf();
  const [point, setPoint] = usePoint();
  const { change, jump } = useWays(last);
  const asked = askedAt(point, asOf);
  const fold = useFold(id, asked, whatIf);
  const { state } = fold;
  const version = versionOf(point, last);
  const goTo = (next: number) => setPoint(pointAt(next, last));
  const toLatest = () => setPoint({ kind: "latest" });
  const suppose = (next: WhatIf) => change(searchOfWhatIf(next));
  const leaveOut = (out: number) => {
    const next = toggled(whatIf, out);
    const from = next.without.includes(out) ? pointWithout(out, version, point) : point;
    change({ ...searchOfWhatIf(next), ...searchOf(from) });
  };
  const toReal = isReal(whatIf) ? null : () => suppose(REAL);
  // One step out: of what is supposed first, then of an earlier version, then of the past.
  const leave = () => {
    if (toReal) toReal();
    else if (point.kind === "latest") go(null);
    else toLatest();
  };
  useStepKeys(version, last, goTo, leave);
  const steps = useFieldSteps(id, whatIf.fold, { version, last }, goTo);
  const canBlame = whatIf.without.length === 0;
  const isBlamed = canBlame && show === undefined;
  const blame = useBlame(id, asked, whatIf.fold, fold.isCurrent ? state : undefined, isBlamed);
  const folds = useFolds(aggregateType);
  const [isAsking, setAsking] = useState(false);
  const ask = (question: QuestionSearch) => change({ ...NO_QUESTION, ...question });
  return (
    <div className={styles.view}>
      <Header summary={summary} version={version} total={extent.total} />
      <Scrubber version={version} last={last} snapshots={useSnapshots(id)} onVersion={goTo}>
        <Film
          summary={summary}
          version={version}
          last={last}
          fold={whatIf.fold}
          isReady={fold.isCurrent || fold.failure !== null || fold.isStopped}
          onVersion={goTo}
        />
      </Scrubber>
      <PointBar
        standing={standing(point, extent)}
        firstAt={summary.firstAt}
        asOf={asOf}
        runsBackwards={fold.isCurrent && state?.runsBackwards === true}
        onLatest={toLatest}
        onAsOf={go}
      />
      <Panes
        name="aggregate-events"
        label="Events of this aggregate"
        at="start"
        width={320}
        min={260}
        side={
          <EventList
            id={id}
            last={last}
            version={version}
            onVersion={goTo}
            without={whatIf.without}
            onLeave={leaveOut}
          />
        }
      >
        <Panes name="aggregate-event" label="The event" width={368} side={eventOf(fold, eventPane)}>
          <StatePane
            fold={fold}
            onReal={toReal}
            show={show}
            onShow={(next) => change({ show: next }, true)}
            onVersion={goTo}
            onQuestion={() => setAsking(true)}
            canBlame={canBlame}
            blame={isBlamed ? blame : null}
            fields={{
              note: steps.note,
              onGoTo: jump,
              onStep: steps.step,
              onLife: (path) => ask({ path }),
              onLeave: leave,
            }}
            whatIfMenu={(shown) => (
              <WhatIfMenu
                state={shown}
                whatIf={whatIf}
                folds={folds}
                onWithout={leaveOut}
                onWhatIf={suppose}
              />
            )}
            whatIfBar={(shown, real) => (
              <WhatIfBar
                whatIf={whatIf}
                state={shown}
                real={real}
                onWhatIf={suppose}
                onReal={() => suppose(REAL)}
              />
            )}
          >
            {(isAsking || search.path !== undefined) && (
              <QuestionPanel
                key={`${search.path}`}
                question={search}
                of={{ aggregateId: id, aggregateType, version, fold: whatIf.fold }}
                onAsk={ask}
                onClose={() => {
                  setAsking(false);
                  if (search.path !== undefined) ask({});
                }}
              />
            )}
          </StatePane>
        </Panes>
      </Panes>
    </div>
  );
}

function eventOf({ state, real, isFetching }: FoldQuery, eventPane: EventPane): ReactNode {
  if (!state)
    return isFetching ? <Loading label="Reading the event…" /> : <EmptyState title="No event yet" />;
  const { event, idle } = real ?? state;
  if (event) return eventPane(event.position, idle);
  return <EmptyState title="No event here">Nothing had happened before the first event.</EmptyState>;
}
