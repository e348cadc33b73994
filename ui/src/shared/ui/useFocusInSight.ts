import { type RefObject, useEffect } from "react";

/** Keeps what has the focus within an element in sight when there is less room for that element. */
export function useFocusInSight(element: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const around = element.current;
    if (!around) return;
    const observer = new ResizeObserver(() => {
      const focused = document.activeElement;
      if (focused && focused !== around && around.contains(focused))
        focused.scrollIntoView({ block: "nearest" });
    });
    observer.observe(around);
    return () => observer.disconnect();
  }, [element]);
}
