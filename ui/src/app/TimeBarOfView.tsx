import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useMemo } from "react";
import { aroundRange, type CompareSearch, rangeBetween, sidesOf } from "@/features/compare";
import { type Range, readStack, readZoom, type Span, spellZoom, TimeBar } from "@/features/timebar";
import { type FieldDto, type Filter, readFilter, useOpenStore } from "@/ipc";
import { useAsOf } from "@/shared/ui";
import type { RootSearch } from "./search";

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
      {...useSight()}
      canTravel={routeId !== "/append"}
      // There, the space bar plays the versions.
      takesSpace={routeId !== "/aggregates/$id"}
    />
  );
}

/** Which part of the history the bar shows, and by what its bars are split, as the link says. */
function useSight() {
  const navigate = useNavigate();
  const link = useRouterState({ select: ({ location }) => (location.search as RootSearch).zoom });
  const stack = useRouterState({
    select: ({ location }) => readStack((location.search as RootSearch).stack),
  });
  const zoom = useMemo(() => readZoom(link), [link]);
  return {
    zoom,
    // Leaving the whole history is a step that "back" undoes, and so is returning; moving on from there is not.
    onZoom: (next: Span | null) =>
      void navigate({
        to: ".",
        search: (before) => ({ ...before, zoom: next ? spellZoom(next) : undefined }),
        replace: zoom !== null && next !== null,
      }),
    stack,
    onStack: (next: FieldDto | null) =>
      void navigate({ to: ".", search: (before) => ({ ...before, stack: next ?? undefined }) }),
  };
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
