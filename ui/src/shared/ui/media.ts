import { useCallback, useSyncExternalStore } from "react";

/** Whether the window is as a media query asks; follows it. */
export function useMedia(query: string): boolean {
  const follow = useCallback(
    (changed: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    [query],
  );
  return useSyncExternalStore(follow, () => window.matchMedia(query).matches);
}

/** Whether the window is at least so wide, in CSS pixels. */
export function useIsWide(px: number): boolean {
  return useMedia(`(min-width: ${px}px)`);
}
