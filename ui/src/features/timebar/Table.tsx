import { useMemo, useState } from "react";
import { instantLine, isoOf } from "@/shared/lib/instant";
import { grouped } from "@/shared/lib/number";
import { type Column, DataGrid, Dialog, type Listed, listSource, useZone } from "@/shared/ui";
import type { Layer, Split } from "./layer";
import { inside, instants, type Range, type Span } from "./stretch";
import styles from "./Table.module.css";
import { lengthOf, partName, precisionOf } from "./words";

/** One stretch of time in numbers. */
interface Line {
  from: number;
  events: number;
  fitting: number | null;
  parts: readonly number[];
}

/** The bars as a table with the same numbers, for those who would rather read than look. Enter filters by a stretch. */
export function TableDialog({
  layer,
  split,
  span,
  onRange,
  onClose,
}: {
  layer: Layer;
  split: Split | null;
  span: Span;
  onRange: (range: Range) => void;
  onClose: () => void;
}) {
  const { step } = layer.stretches;
  const [selected, setSelected] = useState<string | null>("1");
  const lines = useMemo(() => linesOf(layer, span), [layer, span]);
  // Another list is another source; it has no name but itself.
  const source = useMemo(() => listSource(`${span.from} ${span.until} ${step}`, lines), [lines, span, step]);
  return (
    <Dialog title="The bars as a table" isOpen onClose={onClose} wide>
      <p className={styles.hint}>
        {lengthOf(step)} a line, {grouped(lines.length)} in all. Arrow keys walk, Enter shows only the events
        of a line.
      </p>
      <div className={styles.grid}>
        <DataGrid
          label="Bars"
          source={source}
          columns={useColumns(layer, split)}
          minWidth={380 + (layer.parts?.length ?? 0) * 100}
          total={lines.length}
          selected={selected}
          onSelect={({ nth }) => setSelected(String(nth))}
          onActivate={({ item }) => {
            onClose();
            onRange(instants({ from: item.from, until: item.from + step }));
          }}
          empty={null}
          failureText={String}
        />
      </div>
    </Dialog>
  );
}

function useColumns(
  { stretches: { start, step }, fitting, parts }: Layer,
  split: Split | null,
): Column<Listed<Line>>[] {
  const zone = useZone();
  return useMemo(() => {
    const number = (key: string, header: string, of: (line: Line) => number): Column<Listed<Line>> => ({
      key,
      header,
      width: "minmax(90px, 1fr)",
      align: "end",
      cell: ({ item }) => grouped(of(item)),
    });
    const places = (parts ?? []).flatMap((_, place) => {
      const isFree = split !== null && place < split.slots.length && split.slots[place] === undefined;
      return isFree
        ? []
        : [number(`part ${place}`, partName(split, place), (line) => line.parts[place] ?? 0)];
    });
    return [
      {
        key: "from",
        header: "From",
        width: "minmax(calc(152px + var(--zone-width)), 1.4fr)",
        cell: ({ item }) =>
          instantLine(isoOf(item.from), zone, precisionOf({ from: start, until: start + step })),
      },
      number("events", "Events", (line) => line.events),
      ...(fitting ? [number("fitting", "Fit the filter", (line) => line.fitting ?? 0)] : []),
      ...places,
    ];
  }, [start, step, fitting, parts, split, zone]);
}

function linesOf({ stretches, all, fitting, parts }: Layer, span: Span): Line[] {
  const [first, end] = inside(stretches, span);
  return Array.from({ length: end - first }, (_, nth) => {
    const index = first + nth;
    return {
      from: stretches.start + index * stretches.step,
      events: all[index] ?? 0,
      fitting: fitting ? (fitting[index] ?? 0) : null,
      parts: (parts ?? []).map((counts) => counts[index] ?? 0),
    };
  });
}
