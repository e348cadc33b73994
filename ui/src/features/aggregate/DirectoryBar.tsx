import { Plus, X } from "lucide-react";
import { useRef, useState } from "react";
import { Button, Menu, Pill, Popover, useZone } from "@/shared/ui";
import styles from "./AggregatesView.module.css";
import {
  type DirectorySearch,
  has,
  PART_NAMES,
  PARTS,
  type Part,
  shownValues,
  withValues,
} from "./directory";
import { PartForm } from "./PartForm";

/** The parts that narrow the list as pills, with a way to add to them. */
export function DirectoryBar({
  search,
  onChange,
}: {
  search: DirectorySearch;
  onChange: (search: DirectorySearch) => void;
}) {
  const zone = useZone();
  const parts = PART_NAMES.filter((part) => has(search, part));
  const without = (dropped: readonly Part[]) =>
    onChange(dropped.reduce((rest, part) => withValues(rest, part, []), search));
  return (
    <div className={styles.parts} role="group" aria-label="Filter">
      {parts.map((part) => (
        <Pill
          key={part}
          label={PARTS[part].label}
          value={shownValues(search, part, zone)}
          onRemove={() => without([part])}
          editor={
            <Popover label={`Change the filter ${PARTS[part].label}`}>
              {(close) => <PartForm part={part} search={search} onChange={onChange} onClose={close} />}
            </Popover>
          }
        />
      ))}
      <AddPart search={search} onChange={onChange} />
      {parts.length > 1 && (
        <Button small variant="quiet" onPress={() => without(parts)}>
          <X size={12} aria-hidden /> Clear all
        </Button>
      )}
    </div>
  );
}

function AddPart({
  search,
  onChange,
}: {
  search: DirectorySearch;
  onChange: (search: DirectorySearch) => void;
}) {
  const [part, setPart] = useState<Part | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const actions = PART_NAMES.filter((each) => !has(search, each)).map((each) => ({
    key: each,
    label: PARTS[each].label,
    run: () => setPart(each),
  }));
  return (
    <>
      <Menu label="Add to the filter" groups={[{ key: "parts", actions }]}>
        <Button ref={button} small variant="quiet" isDisabled={actions.length === 0}>
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
            <PartForm key={part} part={part} search={search} onChange={onChange} onClose={close} />
          )
        }
      </Popover>
    </>
  );
}
