import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type CheckScopeDto, isCancelled, toIpcError, useLong, useOpenStore } from "@/ipc";
import { counted } from "@/shared/lib/number";
import { Banner, Button, EmptyState, ErrorState, Progress, useAsOf } from "@/shared/ui";
import styles from "./Check.module.css";
import { runsByItself, scopeOf } from "./model";
import { Report } from "./Report";
import { ScopeBar } from "./ScopeBar";

const route = getRouteApi("/check");

/** Whether anything is missing: from the whole store, from one aggregate, from one operation. */
export function CheckView() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/check" });
  const scope = scopeOf(search);
  return (
    <>
      <ScopeBar
        key={`${search.scope} ${search.id}`}
        search={search}
        onChange={(next) => void navigate({ search: next })}
      />
      <AllOfTime />
      {scope === null ? (
        <EmptyState title={`Which ${search.scope}?`}>
          Give the whole id above, or come here from an aggregate or a trace.
        </EmptyState>
      ) : (
        <Checked key={JSON.stringify(scope)} scope={scope} />
      )}
    </>
  );
}

/** A store is whole or not as it stands now, whatever instant the other views show. */
function AllOfTime() {
  if (useAsOf().at === null) return null;
  return <Banner>A check looks at all of time, not only at what had happened by the instant shown.</Banner>;
}

function Checked({ scope }: { scope: CheckScopeDto }) {
  const { events } = useOpenStore();
  const [isWanted, setWanted] = useState(() => runsByItself(scope, events));
  const { data, error, progress, isFetching, refetch, stop } = useLong(
    ["check", scope, events],
    (ipc, onProgress, signal) => ipc.check(scope, onProgress, signal),
    isWanted,
  );
  const run = () => {
    if (isWanted) void refetch();
    else setWanted(true);
  };
  const cancel = () => {
    setWanted(false);
    stop();
  };
  if (isFetching)
    return (
      <div className={styles.running}>
        <Progress
          label="Looking through"
          done={progress?.done ?? 0}
          total={progress?.total ?? Number(events)}
          onCancel={cancel}
        />
      </div>
    );
  if (data) return <Report report={data} onAgain={() => void refetch()} />;
  if (error && !isCancelled(error))
    return (
      <ErrorState title="The check could not be done" message={toIpcError(error).message} onRetry={run} />
    );
  return (
    <EmptyState
      title="Is anything missing?"
      actions={
        <Button variant="primary" onPress={run}>
          Check {counted(events, "event")}
        </Button>
      }
    >
      <p>
        Looks for missing versions and positions, causes that do not exist, events without a command, times
        that run backwards, payloads of another shape and more. It reads every event once and changes nothing;
        it can be stopped at any time.
      </p>
    </EmptyState>
  );
}
