import { type EventRowDto, type Filter, isUnfiltered, toIpcError, useOpenStore } from "@/ipc";
import { Button, DataGrid, EmptyState, Instant, useAsOf } from "@/shared/ui";
import { EVENT_COLUMNS, NARROW_COLUMNS } from "./columns";
import { byThen, type ExploreSearch } from "./model";
import { useEventSource } from "./queries";

/** The events that fit the filter. `count` is how many there are, where that is known. */
export function EventGrid({
  filter,
  asOf,
  search: { sel, order },
  count,
  onSelect,
  onOpen,
  onClear,
}: {
  filter: Filter;
  asOf: string | null;
  search: ExploreSearch;
  count: string | null;
  onSelect: (row: EventRowDto) => void;
  onOpen: (row: EventRowDto) => void;
  onClear: () => void;
}) {
  const store = useOpenStore();
  const source = useEventSource(filter, asOf, order !== "oldest");
  const total = isUnfiltered(byThen(filter, asOf)) ? store.events : count;
  return (
    <DataGrid
      label="Events"
      source={source}
      columns={sel === undefined ? EVENT_COLUMNS : NARROW_COLUMNS}
      minWidth={sel === undefined ? 860 : 700}
      total={total === null ? null : Number(total)}
      selected={sel ?? null}
      onSelect={onSelect}
      onActivate={onOpen}
      failureText={(failure) => toIpcError(failure).message}
      empty={<NoEvents filter={filter} asOf={asOf} onClear={onClear} />}
    />
  );
}

function NoEvents({ filter, asOf, onClear }: { filter: Filter; asOf: string | null; onClear: () => void }) {
  const { go } = useAsOf();
  if (asOf !== null)
    return (
      <EmptyState
        title={isUnfiltered(filter) ? "Nothing had happened yet" : "No event that fits had happened yet"}
        actions={<Button onPress={() => go(null)}>Return to now</Button>}
      >
        Shown is what stood at <Instant iso={asOf} precision="full" />.
      </EmptyState>
    );
  if (isUnfiltered(filter))
    return (
      <EmptyState title="This store has no events yet">Events appear here once they are appended.</EmptyState>
    );
  return (
    <EmptyState
      title="No event fits the filter"
      actions={<Button onPress={onClear}>Clear the filter</Button>}
    >
      Take away a part of the filter above, or widen its range of time.
    </EmptyState>
  );
}
