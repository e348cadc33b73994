import { Pause, Play, SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { DialogTrigger } from "react-aria-components";
import { loopSetting, paceSetting, SPEEDS, speedSetting } from "@/shared/lib/film";
import { useSetting } from "@/shared/lib/stored";
import { IconButton } from "./Button";
import styles from "./FilmButtons.module.css";
import { Popover } from "./Popover";
import { Segmented } from "./Segmented";

const BY_SPEED = [...SPEEDS].sort((one, other) => Number(one) - Number(other));

/** Plays and pauses. */
export function PlayButton({
  isPlaying,
  onToggle,
  what,
  hasKey,
}: {
  isPlaying: boolean;
  onToggle: () => void;
  /** What is played. */
  what: string;
  /** Whether the space bar does the same. */
  hasKey: boolean;
}) {
  const Icon = isPlaying ? Pause : Play;
  return (
    <IconButton
      small
      label={isPlaying ? `Pause ${what}` : `Play ${what}`}
      shortcut={hasKey ? "Space" : undefined}
      onPress={onToggle}
    >
      <Icon size={15} aria-hidden />
    </IconButton>
  );
}

/** How fast and by what a film goes, the same for all of them; `children` are about this one alone. */
export function FilmOptions({ what, children }: { what: string; children?: ReactNode }) {
  const speed = useSetting(speedSetting);
  const pace = useSetting(paceSetting);
  const loop = useSetting(loopSetting);
  return (
    <DialogTrigger>
      <IconButton small label={`How to play ${what}`}>
        <SlidersHorizontal size={14} aria-hidden />
      </IconButton>
      <Popover label={`How to play ${what}`}>
        {() => (
          <div className={styles.options}>
            <Option label="Speed">
              <Segmented
                label="Speed"
                choices={BY_SPEED.map((key) => ({ key, label: `${key === "0.5" ? "½" : key}×` }))}
                selected={speed}
                onSelect={speedSetting.write}
              />
            </Option>
            <Option label="Pace">
              <Segmented
                label="Pace"
                choices={[
                  { key: "event", label: "By event" },
                  { key: "time", label: "By time" },
                ]}
                selected={pace}
                onSelect={paceSetting.write}
              />
            </Option>
            <Option label="At the end">
              <Segmented
                label="At the end"
                choices={[
                  { key: "once", label: "Stop" },
                  { key: "loop", label: "Begin anew" },
                ]}
                selected={loop}
                onSelect={loopSetting.write}
              />
            </Option>
            {children}
          </div>
        )}
      </Popover>
    </DialogTrigger>
  );
}

function Option({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.option}>
      <span aria-hidden className={styles.label}>
        {label}
      </span>
      {children}
    </div>
  );
}
