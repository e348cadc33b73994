import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type EventRowDto, type Filter, isUnfiltered, readFilter, toIpcError, useOpenStore } from "@/ipc";
import { Button, DataGrid, EmptyState, Instant, Panes, useAsOf, useIsWide } from "@/shared/ui";
import { EVENT_COLUMNS, NARROW_COLUMNS } from "./columns";
import { Facets } from "./Facets";
import { FilterBar } from "./FilterBar";
import { byThen, withoutFilter, withPart } from "./model";
import { useEventCount, useEventSource } from "./queries";
import { Summary } from "./Summary";

const route = getRouteApi("/explore");

/** In a window narrower than this, an open event leaves no room for the counts. */
const ALL_THREE_PX = 1400;

/** The event grid over the whole store, its filter above it, the selected event beside it. */
export function ExploreView({ eventPane }: { eventPane: (position: string, within: Filter) => ReactNode }) {
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/explore" });
  const filter = readFilter({ ...search });
  const store = useOpenStore();
  const { at: asOf } = useAsOf();
  const source = useEventSource(filter, asOf, search.order !== "oldest");
  const count = useEventCount(filter, asOf);
  const total = isUnfiltered(byThen(filter, asOf)) ? store.events : (count.data?.count ?? null);
  const isRoomy = useIsWide(ALL_THREE_PX);
  const showsFacets = search.facets !== "hidden" && (isRoomy || search.sel === undefined);
  const select = (row: EventRowDto) =>
    // Walking through rows is no step to go back over, but the first selection is.
    void navigate({ search: (last) => ({ ...last, sel: row.position }), replace: search.sel !== undefined });
  const open = (row: EventRowDto) =>
    void navigate({ to: "/aggregates/$id", params: { id: row.aggregateId }, search: { v: row.version } });
  return (
    <>
      <FilterBar search={search} onChange={(next) => void navigate({ search: next })} />
      <Summary
        filter={filter}
        asOf={asOf}
        count={count}
        search={search}
        onSearch={(next) => void navigate({ search: next })}
      />
      <Panes
        name="facets"
        label="Counts"
        at="start"
        width={220}
        min={160}
        max={420}
        side={
          showsFacets && (
            <Facets
              filter={filter}
              asOf={asOf}
              onChoose={(field, value) =>
                void navigate({ search: (last) => withPart({ ...last }, field, value) })
              }
            />
          )
        }
      >
        <Panes
          name="event"
          label="Event"
          width={400}
          side={search.sel === undefined ? null : eventPane(search.sel, filter)}
        >
          <DataGrid
            label="Events"
            source={source}
            columns={search.sel === undefined ? EVENT_COLUMNS : NARROW_COLUMNS}
            minWidth={search.sel === undefined ? 860 : 700}
            total={total === null ? null : Number(total)}
            selected={search.sel ?? null}
            onSelect={select}
            onActivate={open}
            failureText={(failure) => toIpcError(failure).message}
            empty={
              <NoEvents
                filter={filter}
                asOf={asOf}
                onClear={() => void navigate({ search: withoutFilter })}
              />
            }
          />
        </Panes>
      </Panes>
    </>
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
