import { type UseQueryResult, useQueryClient } from "@tanstack/react-query";
import { ChartBarDecreasing } from "lucide-react";
import { type CountDto, type Filter, isUnfiltered, toIpcError, useOpenStore } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";
import { Button, Segmented } from "@/shared/ui";
import styles from "./Component.module.css";
import type { ExploreSearch } from "./model";
import { countKey } from "./queries";

type Order = "newest" | "oldest";

const ORDERS: { key: Order; label: string }[] = [
  { key: "newest", label: "Newest first" },
  { key: "oldest", label: "Oldest first" },
];

/** How many events out of how many, whether counts stand beside them, and which end of the history comes first. */
export function Summary({
  filter,
  asOf,
  count,
  search,
  onSearch,
}: {
  filter: Filter;
  asOf: string | null;
  count: UseQueryResult<CountDto>;
  search: ExploreSearch;
  onSearch: (search: ExploreSearch) => void;
}) {
  const choose = (order: Order) => {
    const { order: _, ...rest } = search;
    onSearch(order === "oldest" ? { ...rest, order } : rest);
  };
  const toggleFacets = () => {
    const { facets, ...rest } = search;
    onSearch(facets === "hidden" ? rest : { ...rest, facets: "hidden" });
  };
  return (
    <div className={styles.line}>
      <div role="status" className={styles.count}>
        <Count filter={filter} asOf={asOf} count={count} />
      </div>
      <Button small variant="quiet" onPress={toggleFacets}>
        <ChartBarDecreasing size={13} aria-hidden />{" "}
        {search.facets === "hidden" ? "Show counts" : "Hide counts"}
      </Button>
      <Segmented label="Order" choices={ORDERS} selected={search.order ?? "newest"} onSelect={choose} />
    </div>
  );
}

function Count({
  filter,
  asOf,
  count,
}: {
  filter: Filter;
  asOf: string | null;
  count: UseQueryResult<CountDto>;
}) {
  const { events } = useOpenStore();
  const client = useQueryClient();
  if (asOf === null && isUnfiltered(filter))
    return (
      <span>
        <strong>{grouped(events)}</strong> {events === "1" ? "event" : "events"}
      </span>
    );
  const outOf = `of ${counted(events, "event")}${asOf === null ? "" : " by then"}`;
  if (count.data)
    return (
      <span>
        <strong>{grouped(count.data.count)}</strong> {outOf}
      </span>
    );
  if (count.isFetching)
    return (
      <>
        <span>counting… {outOf}</span>
        <Button
          small
          variant="quiet"
          onPress={() => void client.cancelQueries({ queryKey: countKey(filter, asOf) })}
        >
          Stop
        </Button>
      </>
    );
  return (
    <>
      <span>
        {count.error ? `not counted (${toIpcError(count.error).message})` : "not counted"} {outOf}
      </span>
      <Button small variant="quiet" onPress={() => void count.refetch()}>
        Count
      </Button>
    </>
  );
}
