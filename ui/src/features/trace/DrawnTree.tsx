import { ChevronLeft, ChevronRight, Maximize2, ZoomIn, ZoomOut } from "lucide-react";
import { type CSSProperties, type KeyboardEvent, type ReactNode, useId, useMemo, useState } from "react";
import { classes } from "@/shared/lib/classes";
import { IconButton, useCursor } from "@/shared/ui";
import styles from "./DrawnTree.module.css";
import { type Drawing, drawingOf, drawnStep, LEAF_PX, type Placed, ROW_PX, TRUNK_PX } from "./drawing";
import { inSight, type Sight } from "./sight";
import type { TraceLine } from "./tree";
import { useSight } from "./useSight";

interface Props {
  lines: readonly TraceLine[];
  /** The id of the selected line. */
  selected: string | null;
  what: (line: TraceLine) => ReactNode;
  when: (line: TraceLine) => ReactNode;
  lineClass: (line: TraceLine) => string | undefined;
  onSelect: (line: TraceLine) => void;
  onToggle: (line: TraceLine, isOpen: boolean) => void;
  onActivate: (line: TraceLine) => void;
  /** Keys of the view's own; tells whether one was taken. */
  onKey: (event: KeyboardEvent) => boolean;
}

/** The same lines as a drawing: causes on the left, their effects on the right. Only what is in sight is in the page. */
export function DrawnTree(props: Props) {
  const { lines, selected, onSelect, onToggle } = props;
  const [element, setElement] = useState<HTMLElement | null>(null);
  const drawing = useMemo(() => drawingOf(lines), [lines]);
  const standing = selected === null ? -1 : lines.findIndex(({ id }) => id === selected);
  const { area, sight, handlers, zoom, showAll } = useSight(element, drawing, standing < 0 ? null : standing);
  const cursor = useCursor(selected);
  const id = useId();
  const seen = area && sight ? inSight(drawing, sight, area) : { places: [], trunks: [] };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = cursor.current === selected ? standing : lines.findIndex((one) => one.id === cursor.current);
    const step = drawnStep(drawing, at < 0 ? null : at, event.key);
    const to = step ? lines[step.index] : undefined;
    const line = lines[at];
    if (step?.kind === "toggle" && to) onToggle(to, !to.isOpen);
    else if (to) {
      cursor.current = to.id;
      onSelect(to);
    } else if (event.key === "Enter" && line) props.onActivate(line);
    else if (!zoomKey(event.key, zoom, showAll) && !props.onKey(event)) return;
    event.preventDefault();
  };
  return (
    <div className={styles.frame}>
      <div
        ref={setElement}
        role="tree"
        aria-label="Drawing of causes and effects"
        aria-activedescendant={seen.places.includes(standing) ? `${id}-${selected}` : undefined}
        tabIndex={0}
        className={styles.area}
        onKeyDown={onKeyDown}
        {...handlers}
      >
        {sight && (
          <div role="presentation" className={styles.sheet} style={sheetPlace(sight)}>
            <Branches drawing={drawing} seen={seen} />
            {seen.places.map((index) => {
              const place = drawing.placed[index];
              return (
                place && (
                  <Leaf
                    key={place.line.id}
                    id={`${id}-${place.line.id}`}
                    place={place}
                    isSelected={index === standing}
                    {...props}
                  />
                )
              );
            })}
          </div>
        )}
      </div>
      <div className={styles.tools}>
        <IconButton label="Draw larger" small onPress={() => zoom(1)}>
          <ZoomIn size={14} aria-hidden />
        </IconButton>
        <IconButton label="Draw smaller" small onPress={() => zoom(-1)}>
          <ZoomOut size={14} aria-hidden />
        </IconButton>
        <IconButton label="Fit the drawing" small onPress={showAll}>
          <Maximize2 size={14} aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}

function Leaf({
  id,
  place: { line, x, y },
  isSelected,
  what,
  when,
  lineClass,
  onSelect,
  onToggle,
  onActivate,
}: Props & { id: string; place: Placed; isSelected: boolean }) {
  const Chevron = line.isOpen ? ChevronLeft : ChevronRight;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={line.level}
      aria-posinset={line.place}
      aria-setsize={line.set.size}
      aria-expanded={line.isOpen ?? undefined}
      aria-selected={isSelected}
      data-place
      className={classes(styles.leaf, isSelected && styles.selected, lineClass(line))}
      style={{ transform: `translate(${x}px, ${y - ROW_PX / 2}px)` }}
      onClick={() => onSelect(line)}
      onDoubleClick={() => onActivate(line)}
    >
      <span className={styles.what}>{what(line)}</span>
      <span className={styles.when}>{when(line)}</span>
      {line.isOpen !== null && (
        <span
          aria-hidden
          className={styles.fold}
          onClick={(event) => {
            event.stopPropagation();
            onToggle(line, !line.isOpen);
          }}
        >
          <Chevron size={12} />
        </span>
      )}
    </div>
  );
}

/** The lines from causes to effects: square ones, which cost as much as is in sight. */
function Branches({ drawing, seen }: { drawing: Drawing; seen: ReturnType<typeof inSight> }) {
  const { placed } = drawing;
  const trunks = seen.trunks.map(({ from, x, top, bottom }) => {
    const cause = placed[from];
    return cause ? `M${cause.x + LEAF_PX} ${cause.y}H${x}V${top}V${bottom}` : "";
  });
  const branches = seen.places.map((index) => {
    const place = placed[index];
    return place && place.parent !== null ? `M${place.x - TRUNK_PX} ${place.y}H${place.x}` : "";
  });
  return (
    <svg aria-hidden="true" focusable="false" className={styles.branches}>
      <path d={[...trunks, ...branches].join("")} />
    </svg>
  );
}

function zoomKey(key: string, zoom: (direction: 1 | -1) => void, showAll: () => void): boolean {
  if (key === "+" || key === "=") zoom(1);
  else if (key === "-") zoom(-1);
  else if (key === "0") showAll();
  else return false;
  return true;
}

function sheetPlace({ x, y, scale }: Sight): CSSProperties {
  return { transform: `scale(${scale}) translate(${-x}px, ${-y}px)` };
}
