import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { type ActorAggregateDto, type ActorDto, isCancelled, toIpcError, useLong, useOpenStore } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";
import {
  AggregateName,
  type Column,
  DataGrid,
  EmptyState,
  ErrorState,
  Instant,
  instantWidth,
  type Listed,
  listSource,
  Panes,
  Progress,
  SafeText,
  useAsOf,
  useZone,
} from "@/shared/ui";
import styles from "./Actor.module.css";
import { Counts } from "./Counts";
import { Head } from "./Head";
import { Week } from "./Week";

const route = getRouteApi("/actor/$actor");

const COLUMNS: Column<Listed<ActorAggregateDto>>[] = [
  {
    key: "aggregate",
    header: "Aggregate",
    width: "minmax(180px, 1fr)",
    cell: ({ item }) => <AggregateName type={item.aggregateType} id={item.aggregateId} />,
  },
  { key: "events", header: "Events", width: "70px", align: "end", cell: ({ item }) => grouped(item.events) },
  {
    key: "last",
    header: "Last",
    width: instantWidth("minutes"),
    cell: ({ item }) =>
      item.lastAt === null ? "unknown" : <Instant iso={item.lastAt} precision="minutes" />,
  },
];

/** What one actor touched, when, through which door, and on whose commands. */
export function ActorView() {
  const { actor } = route.useParams();
  const zone = useZone();
  // The zone of today: hours before a change of the clocks are told an hour off, and the table says so.
  const offset = zone === "utc" ? 0 : -new Date().getTimezoneOffset();
  const { events } = useOpenStore();
  const { at: asOf } = useAsOf();
  const { data, error, progress, isFetching, refetch, stop } = useLong(
    ["actor", actor, offset, asOf, events],
    (ipc, onProgress, signal) => ipc.actor(actor, offset, asOf, onProgress, signal),
  );
  if (data) return <Shown actor={data} />;
  if (error && toIpcError(error).code === "notFound")
    return (
      <EmptyState
        title={asOf === null ? "No event was made by this actor" : "This actor had done nothing by then"}
      >
        <p>
          <SafeText text={actor} className="mono" />
        </p>
      </EmptyState>
    );
  if (error && !isCancelled(error))
    return <ErrorState message={toIpcError(error).message} onRetry={() => void refetch()} />;
  if (!isFetching)
    return <ErrorState title="Stopped" message="Not all was counted." onRetry={() => void refetch()} />;
  return (
    <div className={styles.running}>
      <Progress
        label="Counting"
        done={progress?.done ?? 0}
        total={progress?.total ?? Number(events)}
        onCancel={stop}
      />
    </div>
  );
}

function Shown({ actor }: { actor: ActorDto }) {
  const navigate = useNavigate();
  const { aggregates, aggregateCount, aggregatesCapped } = actor;
  const source = useMemo(
    () => listSource(JSON.stringify([actor.actor, actor.events]), aggregates),
    [actor, aggregates],
  );
  const many = `${grouped(aggregateCount)}${aggregatesCapped ? " or more" : ""}`;
  return (
    <>
      <Head actor={actor} />
      <Panes
        name="actor"
        label="Aggregates touched"
        width={440}
        side={
          <>
            <h3 className={styles.touched}>
              {aggregates.length < aggregateCount
                ? `The ${grouped(aggregates.length)} most touched of ${many} aggregates`
                : `${many} ${aggregateCount === 1 ? "aggregate" : "aggregates"} touched`}
            </h3>
            <DataGrid
              label="Aggregates touched"
              source={source}
              columns={COLUMNS}
              minWidth={430}
              total={aggregates.length}
              selected={null}
              onSelect={({ item }) =>
                void navigate({
                  to: "/explore",
                  search: { actor: actor.actor, aggregateId: item.aggregateId, sel: item.lastPosition },
                })
              }
              failureText={(failure) => toIpcError(failure).message}
              empty={<EmptyState title="None" />}
            />
          </>
        }
      >
        <div className={styles.body}>
          <Week actor={actor} />
          <div className={styles.columns}>
            <Counts
              title="Kinds of facts"
              counts={actor.eventTypes}
              total={actor.events}
              part="eventType"
              actor={actor.actor}
            />
            <Counts
              title="Kinds of things"
              counts={actor.aggregateTypes}
              total={actor.events}
              part="aggregateType"
              actor={actor.actor}
            />
            <Counts title="Through" counts={actor.sources} total={actor.events} />
            <Counts title="Acting as" counts={actor.actorTypes} total={actor.events} />
            <Commands actor={actor} />
          </div>
        </div>
      </Panes>
    </>
  );
}

/** Commands may be somebody else's: who asked is told where it is not the actor. */
function Commands({ actor }: { actor: ActorDto }) {
  const counts = actor.commands.map(({ commandType, actor: who, events }) => ({
    name: who === actor.actor ? commandType : `${commandType}, asked by ${who}`,
    count: events,
  }));
  return (
    <Counts title="On commands" counts={counts} total={actor.events}>
      {actor.withoutCommand > 0 && (
        <p className={styles.minor}>Of {counted(actor.withoutCommand, "event")} no command is known.</p>
      )}
    </Counts>
  );
}
