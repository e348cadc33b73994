import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type EventRowDto, type Filter, readFilter } from "@/ipc";
import { Panes, useAsOf, useIsWide } from "@/shared/ui";
import { EventGrid } from "./EventGrid";
import { Facets } from "./Facets";
import { FilterBar } from "./FilterBar";
import { Hits } from "./Hits";
import { HitsLine } from "./HitsLine";
import { withoutFilter, withoutText, withPart } from "./model";
import { useEventCount } from "./queries";
import { CountLine, Line } from "./Summary";
import { useTextSearch } from "./search";

const route = getRouteApi("/explore");

/** In a window narrower than this, an open event leaves no room for the counts. */
const ALL_THREE_PX = 1400;

type EventPaneOf = (position: string, within: Filter) => ReactNode;

/** The events of the whole store, or those that hold a text; the filter above, the selected event beside. */
export function ExploreView({ eventPane }: { eventPane: EventPaneOf }) {
  const { q } = route.useSearch();
  return q === undefined ? <AllThatFits eventPane={eventPane} /> : <Found text={q} eventPane={eventPane} />;
}

function AllThatFits({ eventPane }: { eventPane: EventPaneOf }) {
  const { search, filter, asOf, navigate, select, open } = useExplore();
  const count = useEventCount(filter, asOf);
  const isRoomy = useIsWide(ALL_THREE_PX);
  const showsFacets = search.facets !== "hidden" && (isRoomy || search.sel === undefined);
  const facets = showsFacets && (
    <Facets
      filter={filter}
      asOf={asOf}
      onChoose={(field, value) => void navigate({ search: (last) => withPart({ ...last }, field, value) })}
    />
  );
  return (
    <Around
      eventPane={eventPane}
      facets={facets}
      line={
        <Line search={search} onSearch={(next) => void navigate({ search: next })}>
          <CountLine filter={filter} asOf={asOf} count={count} />
        </Line>
      }
    >
      <EventGrid
        filter={filter}
        asOf={asOf}
        search={search}
        count={count.data?.count ?? null}
        onSelect={select}
        onOpen={open}
        onClear={() => void navigate({ search: withoutFilter })}
      />
    </Around>
  );
}

function Found({ text, eventPane }: { text: string; eventPane: EventPaneOf }) {
  const { search, filter, asOf, navigate, select, open } = useExplore();
  const found = useTextSearch(text, filter, asOf);
  return (
    <Around
      eventPane={eventPane}
      facets={null}
      line={
        <Line search={search} onSearch={null}>
          <HitsLine search={found} />
        </Line>
      }
    >
      <Hits
        search={found}
        selected={search.sel}
        onSelect={select}
        onOpen={open}
        onClear={() => void navigate({ search: (last) => withoutText({ ...last }) })}
      />
    </Around>
  );
}

/** What stays when a text is searched: the filter, the line below it, the panes. */
function Around({
  eventPane,
  facets,
  line,
  children,
}: {
  eventPane: EventPaneOf;
  facets: ReactNode;
  line: ReactNode;
  children: ReactNode;
}) {
  const { search, filter, navigate } = useExplore();
  return (
    <>
      <FilterBar search={search} onChange={(next) => void navigate({ search: next })} />
      {line}
      <Panes name="facets" label="Counts" at="start" width={220} min={160} max={420} side={facets}>
        <Panes
          name="event"
          label="Event"
          width={400}
          side={search.sel === undefined ? null : eventPane(search.sel, filter)}
        >
          {children}
        </Panes>
      </Panes>
    </>
  );
}

/** What the link says, and the ways on from it. */
function useExplore() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/explore" });
  const { at: asOf } = useAsOf();
  const select = (row: EventRowDto) =>
    // Walking through rows is no step to go back over, but the first selection is.
    void navigate({ search: (last) => ({ ...last, sel: row.position }), replace: search.sel !== undefined });
  const open = (row: EventRowDto) =>
    void navigate({ to: "/aggregates/$id", params: { id: row.aggregateId }, search: { v: row.version } });
  return { search, filter: readFilter({ ...search }), asOf, navigate, select, open };
}
