import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type AggregateSummaryDto, type AtDto, toIpcError } from "@/ipc";
import { EmptyState, ErrorState, Loading, look, Panes } from "@/shared/ui";
import styles from "./AggregateView.module.css";
import { EventList } from "./EventList";
import { Header } from "./Header";
import { pointAt, pointKey, pointOf, type StateShow, searchOf, standing, versionOf } from "./model";
import { PointBar } from "./PointBar";
import { type FoldQuery, useAggregate, useFold } from "./queries";
import { Scrubber } from "./Scrubber";
import { StatePane } from "./StatePane";
import { useSettled } from "./useSettled";
import { useStepKeys } from "./useStepKeys";

const route = getRouteApi("/aggregates/$id");

type EventPane = (position: string) => ReactNode;

/** One aggregate at a version or an instant. `eventPane` shows the event at a position in full; the app lends it. */
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
    <History key={id} summary={data} eventPane={eventPane} />
  ) : (
    <Loading label="Reading the aggregate…" />
  );
}

/** The point in time in the link, and the way to another one. */
function usePoint(): [point: AtDto, setPoint: (point: AtDto) => void] {
  const linked = pointOf(route.useSearch());
  const navigate = route.useNavigate();
  // Leaving the latest state is a step that "back" undoes; stepping on from there is not, or back would be a long way.
  const commit = (next: AtDto) =>
    void navigate({
      search: (before) => ({ ...before, ...searchOf(next) }),
      replace: linked.kind !== "latest",
    });
  return useSettled(linked, pointKey, commit);
}

function History({ summary, eventPane }: { summary: AggregateSummaryDto; eventPane: EventPane }) {
  const { aggregateId: id, lastVersion: last } = summary;
  const { show } = route.useSearch();
  const navigate = route.useNavigate();
  const [point, setPoint] = usePoint();
  const fold = useFold(id, point);
  const { state } = fold;
  const meant = versionOf(point, last, fold.isCurrent ? state : undefined);
  const known = meant ?? state?.version ?? null;
  const version = known ?? last;
  const goTo = (next: number) => setPoint(pointAt(next, last));
  const toLatest = () => setPoint({ kind: "latest" });
  const setShow = (next: StateShow | undefined) =>
    void navigate({ search: (before) => ({ ...before, show: next }), replace: true });
  useStepKeys(version, last, goTo, toLatest);
  return (
    <div className={styles.view}>
      <Header summary={summary} />
      <Scrubber version={version} last={last} onVersion={goTo} />
      <PointBar
        standing={standing(point, meant, last)}
        firstAt={summary.firstAt}
        isLost={fold.failure !== null}
        runsBackwards={fold.isCurrent && state?.runsBackwards === true}
        onLatest={toLatest}
        onInstant={(instant) => setPoint({ kind: "instant", instant })}
      />
      <Panes
        name="aggregate-events"
        label="Events of this aggregate"
        at="start"
        width={340}
        min={280}
        side={<EventList id={id} last={last} version={known} onVersion={goTo} />}
      >
        <Panes name="aggregate-event" label="The event" width={384} side={eventOf(fold, eventPane)}>
          <StatePane fold={fold} show={show} onShow={setShow} onVersion={goTo} />
        </Panes>
      </Panes>
    </div>
  );
}

function eventOf({ state, isFetching }: FoldQuery, eventPane: EventPane): ReactNode {
  if (!state)
    return isFetching ? <Loading label="Reading the event…" /> : <EmptyState title="No event yet" />;
  if (state.event) return eventPane(state.event.position);
  return <EmptyState title="No event here">Nothing had happened before the first event.</EmptyState>;
}
