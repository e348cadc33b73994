import { useSyncExternalStore } from "react";

/** Whether the window is at least so wide, in CSS pixels. */
export function useIsWide(px: number): boolean {
  const media = `(min-width: ${px}px)`;
  const follow = (changed: () => void) => {
    const query = window.matchMedia(media);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  };
  return useSyncExternalStore(follow, () => window.matchMedia(media).matches);
}
