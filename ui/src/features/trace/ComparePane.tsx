import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { isCancelled, type TraceDto, toIpcError, useOpenStore } from "@/ipc";
import { Button, ErrorState } from "@/shared/ui";
import { Compared } from "./Compared";
import { OtherChoice } from "./OtherChoice";
import { useComparison } from "./queries";
import { Waiting } from "./Waiting";

const route = getRouteApi("/trace/$correlationId");

/** This operation beside another one of its kind: what one has and the other lacks, and what came later. */
export function ComparePane({ trace }: { trace: TraceDto }) {
  const { with: other } = route.useSearch();
  const navigate = useNavigate({ from: "/trace/$correlationId" });
  const choose = (id: string | undefined) =>
    void navigate({ search: (last) => ({ ...last, with: id, only: undefined }) });
  const { events } = useOpenStore();
  const { data, error, progress, isFetching, refetch, stop } = useComparison(
    trace.correlationId,
    other,
    events,
  );
  if (other === undefined) return <OtherChoice trace={trace} onChoose={choose} />;
  if (error && !isCancelled(error))
    return (
      <ErrorState
        title="These two could not be compared"
        message={toIpcError(error).message}
        onRetry={() => void refetch()}
        actions={<Button onPress={() => choose(undefined)}>Choose another one</Button>}
      />
    );
  if (!data)
    return (
      <Waiting progress={progress} isFetching={isFetching} onStop={stop} onRetry={() => void refetch()} />
    );
  return <Compared comparison={data} onChooseAnother={() => choose(undefined)} />;
}
