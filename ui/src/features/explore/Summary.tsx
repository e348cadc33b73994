import { type UseQueryResult, useQueryClient } from "@tanstack/react-query";
import { ChartBarDecreasing } from "lucide-react";
import type { ReactNode } from "react";
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

/** The line above the rows: what there is to say of them, and how they are shown where there is a choice. */
export function Line({
  search,
  onSearch,
  children,
}: {
  search: ExploreSearch;
  /** `null` where the rows have one order and no counts beside them. */
  onSearch: ((search: ExploreSearch) => void) | null;
  children: ReactNode;
}) {
  const isHidden = search.facets === "hidden";
  const { order: _, ...unordered } = search;
  const { facets: __, ...shown } = search;
  return (
    <div className={styles.line}>
      <div role="status" className={styles.count}>
        {children}
      </div>
      {onSearch && (
        <>
          <Button
            small
            variant="quiet"
            onPress={() => onSearch(isHidden ? shown : { ...shown, facets: "hidden" })}
          >
            <ChartBarDecreasing size={13} aria-hidden /> {isHidden ? "Show counts" : "Hide counts"}
          </Button>
          <Segmented
            label="Order"
            choices={ORDERS}
            selected={search.order ?? "newest"}
            onSelect={(order) => onSearch(order === "oldest" ? { ...unordered, order } : unordered)}
          />
        </>
      )}
    </div>
  );
}

/** How many events out of how many. */
export function CountLine({
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
