import { useNavigate, useRouterState } from "@tanstack/react-router";
import { aroundRange, type CompareSearch, rangeBetween, sidesOf } from "@/features/compare";
import { type Range, TimeBar } from "@/features/timebar";
import { type Filter, readFilter, useOpenStore } from "@/ipc";
import { useAsOf } from "@/shared/ui";

/** The time bar, following the view above it: its filter, its aggregate, its operation. */
export function TimeBarOfView() {
  const { filter, isExplore, routeId } = useViewFilter();
  const navigate = useNavigate();
  const choose = (range: Range | null) => {
    const { from: _from, until: _until, ...rest } = filter;
    if (routeId === "/compare")
      return void navigate({ to: "/compare", search: (last) => ({ ...last, ...aroundRange(range) }) });
    // Other views have no range of their own: choosing one shows what of theirs happened in it.
    if (!isExplore) return range && void navigate({ to: "/explore", search: { ...rest, ...range } });
    void navigate({
      to: "/explore",
      search: ({ from: _lastFrom, until: _lastUntil, ...last }) => ({ ...last, ...range }),
    });
  };
  return (
    <TimeBar
      filter={filter}
      onRange={choose}
      canTravel={routeId !== "/append"}
      // There, the space bar plays the versions.
      takesSpace={routeId !== "/aggregates/$id"}
    />
  );
}

/** What lies between the two moments, of what is compared. */
function comparedFilter(search: CompareSearch, lastAt: string | null, asOf: string | null): Filter {
  const { aggregate, type, correlation } = search;
  const of: Filter = aggregate
    ? { aggregateId: aggregate }
    : correlation
      ? { correlationId: correlation }
      : type
        ? { aggregateType: type }
        : {};
  return lastAt === null ? of : { ...of, ...rangeBetween(sidesOf(search, lastAt, asOf)) };
}

function useViewFilter() {
  const { lastAt } = useOpenStore();
  const { at: asOf } = useAsOf();
  const match = useRouterState({ select: (state) => state.matches.at(-1) });
  const routeId = match?.routeId;
  const of = (filter: Filter) => ({ filter, routeId, isExplore: routeId === "/explore" });
  switch (match?.routeId) {
    case "/explore":
      return of(readFilter({ ...match.search }));
    case "/aggregates/$id":
      return of({ aggregateId: match.params.id });
    case "/aggregates":
      return of(match.search.type ? { aggregateType: match.search.type } : {});
    case "/trace/$correlationId":
      return of({ correlationId: match.params.correlationId });
    case "/compare":
      return of(comparedFilter(match.search, lastAt, asOf));
    case "/actor/$actor":
      return of({ actor: match.params.actor });
    default:
      return of({});
  }
}
