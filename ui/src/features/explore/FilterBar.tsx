import { Plus, X } from "lucide-react";
import { useRef, useState } from "react";
import { FILTER_PARTS, type FilterPart } from "@/ipc";
import { Button, Menu, Pill, Popover, useZone } from "@/shared/ui";
import styles from "./Component.module.css";
import {
  type ExploreSearch,
  PART_LABELS,
  partsOf,
  shownValue,
  withoutFilter,
  withoutText,
  withPart,
} from "./model";
import { PartEditor, WordsEditor } from "./PartEditor";

/** The filter as pills, with a way to add to it. */
export function FilterBar({
  search,
  onChange,
}: {
  search: ExploreSearch;
  onChange: (search: ExploreSearch) => void;
}) {
  const zone = useZone();
  const parts = partsOf(search);
  const change = (part: FilterPart, value: string | null) => onChange(withPart(search, part, value));
  return (
    <div className={styles.bar} role="group" aria-label="Filter">
      {search.q !== undefined && (
        <Pill
          label="Text"
          value={search.q}
          onRemove={() => onChange(withoutText(search))}
          editor={
            <Popover label="Change the text to find">
              {(close) => (
                <WordsEditor
                  value={search.q ?? ""}
                  onDone={(next) => {
                    close();
                    if (next !== null) onChange({ ...search, q: next });
                  }}
                />
              )}
            </Popover>
          }
        />
      )}
      {parts.map(({ part, value }) => (
        <Pill
          key={part}
          label={PART_LABELS[part]}
          value={shownValue(part, value, zone)}
          onRemove={() => change(part, null)}
          editor={
            <Popover label={`Change the filter ${PART_LABELS[part]}`}>
              {(close) => (
                <PartEditor
                  part={part}
                  value={value}
                  onDone={(next) => {
                    close();
                    if (next !== null) change(part, next);
                  }}
                />
              )}
            </Popover>
          }
        />
      ))}
      <AddPart has={(part) => search[part] !== undefined} onAdd={change} />
      {parts.length + Number(search.q !== undefined) > 1 && (
        <Button small variant="quiet" onPress={() => onChange(withoutFilter(search))}>
          <X size={12} aria-hidden /> Clear all
        </Button>
      )}
    </div>
  );
}

function AddPart({
  has,
  onAdd,
}: {
  has: (part: FilterPart) => boolean;
  onAdd: (part: FilterPart, value: string) => void;
}) {
  const [part, setPart] = useState<FilterPart | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const actions = FILTER_PARTS.filter((each) => !has(each)).map((each) => ({
    key: each,
    label: PART_LABELS[each],
    run: () => setPart(each),
  }));
  return (
    <>
      <Menu label="Add to the filter" groups={[{ key: "parts", actions }]}>
        <Button ref={button} small variant="quiet">
          <Plus size={13} aria-hidden /> Filter
        </Button>
      </Menu>
      <Popover
        triggerRef={button}
        isOpen={part !== null}
        onClose={() => setPart(null)}
        label="Add to the filter"
      >
        {(close) =>
          part !== null && (
            <PartEditor
              key={part}
              part={part}
              value=""
              onDone={(next) => {
                close();
                if (next !== null) onAdd(part, next);
              }}
            />
          )
        }
      </Popover>
    </>
  );
}
