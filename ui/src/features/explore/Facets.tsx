import type { FieldDto, Filter } from "@/ipc";
import { Facet } from "./Facet";
import styles from "./Facets.module.css";
import { FACET_FIELDS } from "./facet";

/** How often each word of a few fields occurs under the filter; choosing one filters by it, choosing it again does not. */
export function Facets({
  filter,
  asOf,
  onChoose,
}: {
  filter: Filter;
  asOf: string | null;
  onChoose: (field: FieldDto, value: string | null) => void;
}) {
  return (
    <div className={styles.facets}>
      {FACET_FIELDS.map((field) => (
        <Facet
          key={field}
          field={field}
          filter={filter}
          asOf={asOf}
          onChoose={(value) => onChoose(field, value)}
        />
      ))}
    </div>
  );
}
