import { setting, useSetting } from "@/shared/lib/stored";
import { useMedia } from "./media";

/** The person's choice of theme; "system" follows the desktop. */
export type Theme = "system" | "light" | "dark";

const DARK = "(prefers-color-scheme: dark)";

export const themeSetting = setting<Theme>("hindsight.theme", ["system", "light", "dark"]);

/** Puts the chosen theme on the document and keeps it there when the choice changes. */
export function followTheme(): () => void {
  const apply = () => {
    const theme = themeSetting.read();
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  apply();
  return themeSetting.subscribe(apply);
}

/** The theme that is on screen, for what is drawn by hand and must be drawn anew when it changes. */
export function useShownTheme(): "light" | "dark" {
  const theme = useSetting(themeSetting);
  const isDark = useMedia(DARK);
  if (theme !== "system") return theme;
  return isDark ? "dark" : "light";
}
