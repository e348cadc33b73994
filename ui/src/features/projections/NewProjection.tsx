import { Plus } from "lucide-react";
import { useAggregateTypes } from "@/ipc";
import { counted } from "@/shared/lib/number";
import { Button, Menu } from "@/shared/ui";

/** More types than this are no help in a menu. */
const OFFERED_MAX = 100;

/** Begins a projection for a type of aggregates that has none. */
export function NewProjection({
  taken,
  onNew,
}: {
  /** Types that have a projection in use. */
  taken: readonly string[];
  onNew: (aggregateType: string) => void;
}) {
  const { data } = useAggregateTypes(null);
  const free = (data ?? []).filter(({ name }) => !taken.includes(name)).slice(0, OFFERED_MAX);
  const actions = free.map(({ name, count }) => ({
    key: name,
    label: name,
    note: counted(count, "aggregate"),
    run: () => onNew(name),
  }));
  return (
    <Menu label="Types without a projection" groups={[{ key: "types", heading: "For the type", actions }]}>
      <Button small variant="primary" isDisabled={free.length === 0}>
        <Plus size={14} aria-hidden />
        New projection
      </Button>
    </Menu>
  );
}
