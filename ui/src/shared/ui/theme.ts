import { setting } from "@/shared/lib/stored";

/** The person's choice of theme; "system" follows the desktop. */
export type Theme = "system" | "light" | "dark";

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
