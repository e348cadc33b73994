import { Keyboard, Monitor, Moon, Sun } from "lucide-react";
import { NewEvents, StoreTitle } from "@/features/store";
import type { Zone } from "@/shared/lib/instant";
import { useSetting } from "@/shared/lib/stored";
import { IconButton, Segmented, type Theme, themeSetting, zoneSetting } from "@/shared/ui";
import { Jump } from "./Jump";
import { useShortcuts } from "./Shortcuts";
import styles from "./TitleRow.module.css";

const ZONES: { key: Zone; label: string }[] = [
  { key: "utc", label: "UTC" },
  { key: "local", label: "Local" },
];
const NEXT: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };
const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon };

/** Which store, is it safe, where to go, how to look at it. */
export function TitleRow() {
  const zone = useSetting(zoneSetting);
  const theme = useSetting(themeSetting);
  const shortcuts = useShortcuts();
  const ThemeIcon = THEME_ICONS[theme];
  return (
    <div className={styles.row}>
      <StoreTitle />
      <Jump />
      <div className={styles.end}>
        <NewEvents />
        <Segmented
          label="Time zone of all instants"
          choices={ZONES}
          selected={zone}
          onSelect={zoneSetting.write}
        />
        <IconButton
          label={`Theme: ${theme}. Switch to ${NEXT[theme]}`}
          onPress={() => themeSetting.write(NEXT[theme])}
        >
          <ThemeIcon size={16} aria-hidden />
        </IconButton>
        <IconButton label="Keyboard shortcuts" shortcut="?" onPress={shortcuts.open}>
          <Keyboard size={16} aria-hidden />
        </IconButton>
        {shortcuts.dialog}
      </div>
    </div>
  );
}
