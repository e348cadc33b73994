import { useId, useState } from "react";
import { ListBox } from "react-aria-components";
import { type FacetDto, type FieldDto, type Filter, toIpcError } from "@/ipc";
import { classes } from "@/shared/lib/classes";
import { visible } from "@/shared/lib/hostile";
import { counted, grouped } from "@/shared/lib/number";
import { Button, CountedItem, Field, SafeText } from "@/shared/ui";
import styles from "./Facets.module.css";
import { ASKED_AT_FIRST, type FacetLine, linesOf, SHOWN_AT_FIRST, SHOWN_MAX, unlisted } from "./facet";
import { PART_LABELS } from "./model";
import { useFacet } from "./queries";

/** The words of one field. It asks for its own counts, so that a slow one holds up no other. */
export function Facet({
  field,
  filter,
  asOf,
  onChoose,
}: {
  field: FieldDto;
  filter: Filter;
  asOf: string | null;
  onChoose: (value: string | null) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const heading = useId();
  const { data, error, isPlaceholderData, refetch } = useFacet(
    filter,
    asOf,
    field,
    isOpen ? SHOWN_MAX : ASKED_AT_FIRST,
  );
  const chosen = filter[field];
  const shownMax = isOpen ? SHOWN_MAX : SHOWN_AT_FIRST;
  return (
    <section aria-labelledby={heading} className={classes(styles.facet, isPlaceholderData && styles.stale)}>
      <h2 id={heading} className={styles.heading}>
        {PART_LABELS[field]}
        <Standing facet={data} />
      </h2>
      {error && (
        <p className={styles.note}>
          {toIpcError(error).message}{" "}
          <Button small variant="quiet" onPress={() => void refetch()}>
            Try again
          </Button>
        </p>
      )}
      {isOpen && (
        <Field
          label={`Find among: ${PART_LABELS[field].toLowerCase()}`}
          className={styles.find}
          value={typed}
          onChange={setTyped}
          placeholder="Find…"
          autoFocus
        />
      )}
      {data && (
        <Words
          label={PART_LABELS[field]}
          lines={linesOf(data, chosen, typed, shownMax)}
          chosen={chosen}
          isLong={isOpen}
          onChoose={onChoose}
        />
      )}
      {data && (unlisted(data, shownMax) > 0 || isOpen) && (
        <Button
          small
          variant="quiet"
          onPress={() => {
            setOpen(!isOpen);
            setTyped("");
          }}
        >
          {isOpen ? "Show fewer" : `${grouped(unlisted(data, shownMax))} more…`}
        </Button>
      )}
    </section>
  );
}

/** How far the counting is, where it is not done. */
function Standing({ facet }: { facet: FacetDto | undefined }) {
  if (facet === undefined) return <span className={styles.standing}>counting…</span>;
  if (facet.exact) return null;
  return (
    <span className={styles.standing}>
      about: {grouped(facet.known)} of {grouped(facet.total)} counted
    </span>
  );
}

function Words({
  label,
  lines,
  chosen,
  isLong,
  onChoose,
}: {
  label: string;
  lines: FacetLine[];
  chosen: string | undefined;
  isLong: boolean;
  onChoose: (value: string | null) => void;
}) {
  const selected = lines.find(({ value }) => value !== null && value === chosen);
  return (
    <ListBox
      aria-label={label}
      className={classes(styles.words, isLong && styles.long)}
      items={lines}
      selectionMode="single"
      selectionBehavior="toggle"
      selectedKeys={selected ? [selected.key] : []}
      disabledKeys={lines.filter(({ value }) => value === null).map(({ key }) => key)}
      renderEmptyState={() => <span className={styles.note}>None</span>}
      onSelectionChange={(keys) => {
        const line = lines.find(({ key }) => keys !== "all" && keys.has(key));
        onChoose(line?.value ?? null);
      }}
    >
      {(line) => <Word line={line} />}
    </ListBox>
  );
}

function Word({ line: { key, value, count, share } }: { line: FacetLine }) {
  const words = value === null ? "nothing" : visible(value);
  // What is seen, word for word, and what is counted.
  const told = count === null ? words : `${words} ${counted(count, "event")}`;
  return (
    <CountedItem
      id={key}
      textValue={words}
      label={told}
      count={count === null ? null : grouped(count)}
      share={share}
      isDense
    >
      {value === null ? <i>nothing</i> : <SafeText text={value} />}
    </CountedItem>
  );
}
