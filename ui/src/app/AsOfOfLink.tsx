import { useNavigate, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useDeferredValue, useEffect, useEffectEvent, useMemo } from "react";
import { linkedAsOf } from "@/shared/lib/asOf";
import { hasOwnKeys, isPlain } from "@/shared/lib/keys";
import { useSettled } from "@/shared/lib/useSettled";
import { AsOfContext, PlayheadContext } from "@/shared/ui";
import type { RootSearch } from "./search";

/** Holds the instant that all views show. It lives in the link and runs ahead of it while it moves. */
export function AsOfOfLink({ children }: { children: ReactNode }) {
  const linked = useRouterState({
    select: ({ location }) => linkedAsOf((location.search as RootSearch).asOf),
  });
  const navigate = useNavigate();
  // Leaving now is a step that "back" undoes, and so is returning; moving on from there is not, or back would be a
  // long way. A version that was looked at belongs to the instant before.
  const isStep = (next: string | null) => linked === null || next === null;
  const commit = (next: string | null) =>
    void navigate({
      to: ".",
      search: (before) => ({ ...before, asOf: next ?? undefined, v: undefined }),
      replace: !isStep(next),
    });
  const [head, go] = useSettled(linked, (instant) => instant ?? "", commit, isStep);
  useEscapeToNow(head, () => go(null));
  // Showing the past takes views longer than a frame; a playhead that waited for them would stick to the pointer badly.
  const at = useDeferredValue(head);
  const playhead = useMemo(() => ({ at: head, isMoving: head !== linked, go }), [head, linked, go]);
  const asOf = useMemo(() => ({ at, isMoving: at !== linked, go }), [at, linked, go]);
  return (
    <PlayheadContext value={playhead}>
      <AsOfContext value={asOf}>{children}</AsOfContext>
    </PlayheadContext>
  );
}

/** The view of one aggregate has more to step out of than the past, and does so itself. */
const OWN_ESCAPE = "/aggregates/$id";

function useEscapeToNow(at: string | null, toNow: () => void) {
  const route = useRouterState({ select: ({ matches }) => matches.at(-1)?.routeId });
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "Escape" || at === null || route === OWN_ESCAPE) return;
    if (!isPlain(event) || hasOwnKeys(event.target)) return;
    event.preventDefault();
    toNow();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
