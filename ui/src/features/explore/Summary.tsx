import { type UseQueryResult, useQueryClient } from "@tanstack/react-query";
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

/** How many events out of how many, and which end of the history comes first. */
export function Summary({
  filter,
  asOf,
  count,
  search,
  onOrder,
}: {
  filter: Filter;
  asOf: string | null;
  count: UseQueryResult<CountDto>;
  search: ExploreSearch;
  onOrder: (search: ExploreSearch) => void;
}) {
  const choose = (order: Order) => {
    const { order: _, ...rest } = search;
    onOrder(order === "oldest" ? { ...rest, order } : rest);
  };
  return (
    <div className={styles.line}>
      <div role="status" className={styles.count}>
        <Count filter={filter} asOf={asOf} count={count} />
      </div>
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
