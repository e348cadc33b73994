import { useEffect, useRef } from "react";

/** What is selected as the keys see it: they may come faster than the selection goes round through the link. */
export function useCursor<T>(selected: T) {
  const cursor = useRef(selected);
  useEffect(() => {
    cursor.current = selected;
  }, [selected]);
  return cursor;
}
