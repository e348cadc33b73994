import { ChevronDown, Maximize2, Table2, ZoomIn, ZoomOut } from "lucide-react";
import type { FieldDto } from "@/ipc";
import { Button, IconButton, Menu, useZone } from "@/shared/ui";
import { FIELD_LABELS, STACK_FIELDS } from "./fields";
import styles from "./Head.module.css";
import type { Lens } from "./lens";
import type { Span } from "./stretch";
import { KEY_FACTOR } from "./useZoom";
import { lengthOf, spanLine } from "./words";

/** The line over the bars: which part of the history is seen, what the colours mean, and the ways to see another. */
export function Head({
  lens,
  span,
  step,
  field,
  onField,
  onTable,
}: {
  lens: Lens;
  /** `null` is the whole history. */
  span: Span | null;
  step: number;
  field: FieldDto | null;
  onField: (field: FieldDto | null) => void;
  onTable: () => void;
}) {
  const zone = useZone();
  return (
    <div className={styles.head}>
      <div className={styles.where}>
        {span && <strong>{spanLine(span, zone)}</strong>}
        <span className={styles.grain}>{lengthOf(step)} a bar</span>
        {span && (
          <Button small variant="quiet" className={styles.back} onPress={() => lens.go(null)}>
            <Maximize2 size={12} aria-hidden /> Whole history
          </Button>
        )}
      </div>
      <div className={styles.tools}>
        <StackMenu field={field} onField={onField} />
        <IconButton
          small
          label="Zoom out"
          shortcut="−"
          isDisabled={!span}
          onPress={() => lens.zoom(KEY_FACTOR, 0.5)}
        >
          <ZoomOut size={14} aria-hidden />
        </IconButton>
        <IconButton small label="Zoom in" shortcut="+" onPress={() => lens.zoom(1 / KEY_FACTOR, 0.5)}>
          <ZoomIn size={14} aria-hidden />
        </IconButton>
        <IconButton small label="The bars as a table" shortcut="T" onPress={onTable}>
          <Table2 size={14} aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}

function StackMenu({
  field,
  onField,
}: {
  field: FieldDto | null;
  onField: (field: FieldDto | null) => void;
}) {
  const choice = (key: FieldDto | null, label: string) => ({
    key: key ?? "none",
    label,
    note: key === field ? "shown" : undefined,
    run: () => onField(key),
  });
  const groups = [
    { key: "none", actions: [choice(null, "Not split")] },
    {
      key: "fields",
      heading: "Split by",
      actions: STACK_FIELDS.map((key) => choice(key, FIELD_LABELS[key])),
    },
  ];
  return (
    <Menu label="Split the bars" groups={groups}>
      <Button small variant="quiet">
        {field ? `By ${FIELD_LABELS[field]}` : "Split bars"} <ChevronDown size={12} aria-hidden />
      </Button>
    </Menu>
  );
}
