import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, memo, type ReactNode, useId, useMemo } from "react";
import { Slider, SliderThumb, SliderTrack } from "react-aria-components";
import type { SnapshotMarkDto } from "@/ipc";
import { classes } from "@/shared/lib/classes";
import { grouped } from "@/shared/lib/number";
import { IconButton } from "@/shared/ui";
import { stepped } from "./model";
import styles from "./Scrubber.module.css";
import { SnapshotMarks, snapshotWords } from "./SnapshotMarks";
import { ticks } from "./ticks";

/** Moves through the versions of an aggregate by steps or by dragging. */
export function Scrubber({
  version,
  last,
  snapshots,
  onVersion,
  children,
}: {
  version: number;
  last: number;
  snapshots: readonly SnapshotMarkDto[];
  onVersion: (version: number) => void;
  /** More ways to move, beside the steps. */
  children: ReactNode;
}) {
  const to = (key: string) => onVersion(stepped(key, version, last) ?? version);
  return (
    <section aria-label="Versions" className={styles.scrubber}>
      <div className={styles.steps}>
        <IconButton
          small
          label="First version"
          shortcut="Home"
          isDisabled={version === 1}
          onPress={() => to("Home")}
        >
          <ChevronFirst size={16} aria-hidden />
        </IconButton>
        <IconButton
          small
          label="Version before"
          shortcut="←"
          isDisabled={version === 0}
          onPress={() => to("ArrowLeft")}
        >
          <ChevronLeft size={16} aria-hidden />
        </IconButton>
        <output className={styles.version} aria-live="polite">
          Version <strong>{grouped(version)}</strong> of {grouped(last)}
        </output>
        <IconButton
          small
          label="Version after"
          shortcut="→"
          isDisabled={version === last}
          onPress={() => to("ArrowRight")}
        >
          <ChevronRight size={16} aria-hidden />
        </IconButton>
        <IconButton
          small
          label="Last version"
          shortcut="End"
          isDisabled={version === last}
          onPress={() => to("End")}
        >
          <ChevronLast size={16} aria-hidden />
        </IconButton>
        {children}
      </div>
      <VersionSlider version={version} last={last} snapshots={snapshots} onVersion={onVersion} />
    </section>
  );
}

function VersionSlider({
  version,
  last,
  snapshots,
  onVersion,
}: {
  version: number;
  last: number;
  snapshots: readonly SnapshotMarkDto[];
  onVersion: (version: number) => void;
}) {
  const about = useId();
  // The slider's own keys count 0 as its first value; here the first version is 1.
  const onKey = (event: KeyboardEvent) => {
    const next = stepped(event.key, version, last);
    if (next === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    onVersion(next);
  };
  return (
    <div className={styles.slider} onKeyDownCapture={onKey}>
      <Slider
        aria-label="Version"
        aria-describedby={about}
        minValue={0}
        maxValue={Math.max(1, last)}
        value={version}
        onChange={onVersion}
      >
        <SliderTrack className={styles.track}>
          <div className={styles.rail} />
          <div className={styles.past} style={{ width: `${(version / Math.max(1, last)) * 100}%` }} />
          <Ticks last={last} />
          <SnapshotMarks snapshots={snapshots} last={last} />
          <SliderThumb className={styles.thumb} />
        </SliderTrack>
      </Slider>
      <p id={about} className="visuallyHidden">
        {snapshotWords(snapshots)}
      </p>
    </div>
  );
}

const Ticks = memo(function Ticks({ last }: { last: number }) {
  const drawn = useMemo(() => ticks(last), [last]);
  return (
    <div aria-hidden className={styles.ticks}>
      {drawn.map(({ version, isLabelled }) => (
        <span
          key={version}
          className={isLabelled ? styles.labelled : styles.tick}
          style={{ left: `${(version / Math.max(1, last)) * 100}%` }}
        >
          {isLabelled && (
            <span className={classes(styles.label, version === last && styles.lastLabel)}>
              {grouped(version)}
            </span>
          )}
        </span>
      ))}
    </div>
  );
});
