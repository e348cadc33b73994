import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  type RouterHistory,
  redirect,
  retainSearchParams,
  stripSearchParams,
  useRouter,
} from "@tanstack/react-router";
import { ActorView } from "@/features/actor";
import {
  AggregatesView,
  AggregateView,
  readAggregateSearch,
  readAggregatesSearch,
} from "@/features/aggregate";
import { type AppendSearch, AppendView, readAppendSearch } from "@/features/append";
import { CheckView, readCheckSearch } from "@/features/check";
import { CompareView, readCompareSearch } from "@/features/compare";
import { EventPane } from "@/features/event";
import { ExploreView, readExploreSearch } from "@/features/explore";
import { ProjectionsView } from "@/features/projections";
import { readTraceSearch, TraceStartView, TraceView } from "@/features/trace";
import { type Filter, toIpcError } from "@/ipc";
import { EmptyState, ErrorState } from "@/shared/ui";
import { Root } from "./Root";
import { KEPT, only, parseSearch, type RootSearch, readRootSearch, stringifySearch } from "./search";

const root = createRootRoute({
  component: Root,
  errorComponent: Failed,
  notFoundComponent: NotFound,
  validateSearch: readRootSearch,
  search: { middlewares: [retainSearchParams([...KEPT])] },
});

/** One event in full, lent to the views that show events: features do not import each other. */
function eventPane(position: string, within?: Filter) {
  return <EventPane position={position} within={within} />;
}

// Set apart from the call: written inside it, the routes lose the types of their links.
const routes = [
  createRoute({
    getParentRoute: () => root,
    path: "/",
    beforeLoad: () => {
      throw redirect({ to: "/explore", replace: true });
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/explore",
    validateSearch: only(readExploreSearch),
    component: () => <ExploreView eventPane={eventPane} />,
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/aggregates",
    validateSearch: only(readAggregatesSearch),
    component: AggregatesView,
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/aggregates/$id",
    validateSearch: only(readAggregateSearch),
    component: () => (
      <AggregateView eventPane={(position, idle) => <EventPane position={position} idle={idle} />} />
    ),
  }),
  createRoute({ getParentRoute: () => root, path: "/trace", component: TraceStartView }),
  createRoute({
    getParentRoute: () => root,
    path: "/trace/$correlationId",
    validateSearch: only(readTraceSearch),
    component: () => <TraceView eventPane={eventPane} />,
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/check",
    validateSearch: only(readCheckSearch),
    component: CheckView,
  }),
  createRoute({ getParentRoute: () => root, path: "/actor/$actor", component: ActorView }),
  createRoute({ getParentRoute: () => root, path: "/projections", component: ProjectionsView }),
  createRoute({
    getParentRoute: () => root,
    path: "/compare",
    validateSearch: only(readCompareSearch),
    component: CompareView,
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/append",
    validateSearch: only(readAppendSearch),
    // Writing happens now: on the way to it the past is left.
    search: { middlewares: [stripSearchParams<AppendSearch & RootSearch>(["asOf"])] },
    component: AppendView,
  }),
] as const;

const routeTree = root.addChildren(routes);

/** The routes. Views live behind the `#`, so that an id such as `..` is never taken for a path. */
export function makeRouter(history: RouterHistory = createHashHistory()) {
  return createRouter({ routeTree, history, parseSearch, stringifySearch, defaultErrorComponent: Failed });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

function Failed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return <ErrorState title="This view stopped working" message={toIpcError(error).message} onRetry={retry} />;
}

function NotFound() {
  return <EmptyState title="There is no such view">Choose one on the left.</EmptyState>;
}
