import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { CornerDownRight, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { TraceDto, TraceNodeDto } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";
import { CopyableId, Instant, SafeText, Segmented } from "@/shared/ui";
import { Difference } from "./Difference";
import { aggregateOf } from "./lanes";
import styles from "./Node.module.css";

/** What is selected: an event with the state around it, a command, or a cause that is nowhere. */
export function NodePane({
  trace,
  node: at,
  eventPane,
}: {
  trace: TraceDto;
  node: number;
  eventPane: (position: string) => ReactNode;
}) {
  const node = trace.nodes[at];
  if (!node) return null;
  if (node.kind === "command") return <Command trace={trace} node={node} at={at} />;
  if (node.kind === "missing") return <Missing node={node} />;
  return <EventAndChange trace={trace} node={node} eventPane={eventPane} />;
}

function EventAndChange({
  trace,
  node,
  eventPane,
}: {
  trace: TraceDto;
  node: TraceNodeDto;
  eventPane: (position: string) => ReactNode;
}) {
  const { pane } = getRouteApi("/trace/$correlationId").useSearch();
  const navigate = useNavigate({ from: "/trace/$correlationId" });
  const aggregate = aggregateOf(trace, node);
  const choose = (key: "event" | "change") =>
    void navigate({ search: (last) => ({ ...last, pane: key === "change" ? key : undefined }) });
  return (
    <div className={styles.pane}>
      <div className={styles.tabs}>
        <Segmented
          label="What to show of the event"
          choices={[
            { key: "event", label: "Event" },
            { key: "change", label: "State before and after" },
          ]}
          selected={pane ?? "event"}
          onSelect={choose}
        />
        {node.outside && <span className={styles.minor}>of another operation</span>}
      </div>
      {pane === "change" && aggregate && node.version !== null ? (
        <div className={styles.body}>
          <h2 className={styles.title}>
            <SafeText text={aggregate.aggregateType} /> before and after version {grouped(node.version)}
          </h2>
          <p className={styles.minor}>
            <SafeText text={trace.types[node.name ?? -1] ?? ""} /> by{" "}
            <SafeText text={trace.actors[node.actor ?? -1] ?? ""} />,{" "}
            <Instant iso={node.instant} precision="milliseconds" />
          </p>
          <CopyableId id={aggregate.aggregateId} what="aggregate id" />
          <Difference aggregateId={aggregate.aggregateId} from={node.version - 1} to={node.version} />
        </div>
      ) : (
        eventPane(node.position ?? "")
      )}
    </div>
  );
}

function Command({ trace, node, at }: { trace: TraceDto; node: TraceNodeDto; at: number }) {
  const aggregate = aggregateOf(trace, node);
  const below = trace.nodes.slice(at + 1, at + node.size).filter(({ parent }) => parent === at).length;
  return (
    <div className={styles.pane}>
      <div className={styles.body}>
        <h2 className={styles.title}>
          <CornerDownRight size={15} aria-hidden /> Command{" "}
          <SafeText text={trace.types[node.name ?? -1] ?? ""} />
        </h2>
        <dl className={styles.facts}>
          <dt>Who</dt>
          <dd>
            <ActorLink actor={trace.actors[node.actor ?? -1] ?? ""} />
          </dd>
          <dt>When</dt>
          <dd>{node.instant === null ? "not known" : <Instant iso={node.instant} precision="full" />}</dd>
          <dt>Where</dt>
          <dd>
            {aggregate ? (
              <Link to="/aggregates/$id" params={{ id: aggregate.aggregateId }}>
                <SafeText text={`${aggregate.aggregateType} ${aggregate.aggregateId}`} />
              </Link>
            ) : (
              "no aggregate"
            )}
            {node.source !== null && (
              <span className={styles.minor}>
                {" "}
                through <SafeText text={trace.sources[node.source] ?? ""} />
              </span>
            )}
          </dd>
          <dt>Caused</dt>
          <dd>
            {counted(below, "thing")} directly, {counted(node.size - 1, "thing")} in all
          </dd>
          <dt>Id</dt>
          <dd>
            <CopyableId id={node.id ?? ""} what="command id" wrap />
          </dd>
        </dl>
        <p>
          <Link to="/explore" search={{ causationId: node.id ?? "" }}>
            Events that name it as their cause
          </Link>
        </p>
        {node.outside && <p className={styles.minor}>It belongs to another operation.</p>}
      </div>
    </div>
  );
}

function Missing({ node }: { node: TraceNodeDto }) {
  return (
    <div className={styles.pane}>
      <div className={styles.body}>
        <h2 className={styles.title}>
          <TriangleAlert size={15} aria-hidden className={styles.alert} /> A cause that is not in this store
        </h2>
        <p>
          Something in this operation names it as its cause. It is neither a command nor an event of this
          store: it was never recorded here, or it was taken away.
        </p>
        <CopyableId id={node.id ?? ""} what="causation id" wrap />
        <p>
          <Link to="/explore" search={{ causationId: node.id ?? "" }}>
            All events that name it
          </Link>
        </p>
      </div>
    </div>
  );
}

function ActorLink({ actor }: { actor: string }) {
  return (
    <Link to="/actor/$actor" params={{ actor }}>
      <SafeText text={actor} />
    </Link>
  );
}
