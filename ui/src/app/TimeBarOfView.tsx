import { useNavigate, useRouterState } from "@tanstack/react-router";
import { type Range, TimeBar } from "@/features/timebar";
import { type Filter, readFilter } from "@/ipc";

/** The time bar, following the view above it: its filter, its aggregate, its operation. */
export function TimeBarOfView() {
  const { filter, isExplore } = useViewFilter();
  const navigate = useNavigate();
  const choose = (range: Range | null) => {
    const { from: _from, until: _until, ...rest } = filter;
    // Other views have no range of their own: choosing one shows what of theirs happened in it.
    if (!isExplore) return range && void navigate({ to: "/explore", search: { ...rest, ...range } });
    void navigate({
      to: "/explore",
      search: ({ from: _lastFrom, until: _lastUntil, ...last }) => ({ ...last, ...range }),
    });
  };
  return <TimeBar filter={filter} onRange={choose} />;
}

function useViewFilter(): { filter: Filter; isExplore: boolean } {
  const match = useRouterState({ select: (state) => state.matches.at(-1) });
  switch (match?.routeId) {
    case "/explore":
      return { filter: readFilter({ ...match.search }), isExplore: true };
    case "/aggregates/$id":
      return { filter: { aggregateId: match.params.id }, isExplore: false };
    case "/aggregates":
      return { filter: match.search.type ? { aggregateType: match.search.type } : {}, isExplore: false };
    case "/trace/$correlationId":
      return { filter: { correlationId: match.params.correlationId }, isExplore: false };
    default:
      return { filter: {}, isExplore: false };
  }
}
