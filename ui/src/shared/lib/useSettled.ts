import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";

/** How long a value rests before it goes into the link. */
const REST_MS = 180;

/** What runs ahead of the link at the moment, each with the way back to what the link says, where that is a step. */
const unsettled = new Set<() => boolean>();

/**
 * A step back before a value has rested takes back that value, where it would be a step of its own: the link does not know
 * of it yet. Tells whether there was one.
 */
export function takeBackUnsettled(): boolean {
  return [...unsettled].map((takeBack) => takeBack()).some((wasStep) => wasStep);
}

/**
 * A value that lives in the link but may run ahead of it: web views allow only so many changes of the link in ten
 * seconds, and a held key makes more. The view follows at once, the link when the value rests. When the link
 * changes for another reason, such as a step back, the link counts. `isStep` says of a value whether taking it into the
 * link is a step that going back undoes.
 */
export function useSettled<T>(
  linked: T,
  keyOf: (value: T) => string,
  commit: (value: T) => void,
  isStep: (value: T) => boolean = () => false,
): [value: T, set: (value: T) => void] {
  const [ahead, setAhead] = useState<{ value: T } | null>(null);
  const committed = useRef<string | null>(null);
  const linkedKey = keyOf(linked);
  const arrive = useEffectEvent((key: string) => {
    const isOwn = committed.current === key;
    committed.current = null;
    if (!isOwn || (ahead && keyOf(ahead.value) === key)) setAhead(null);
  });
  const rest = useEffectEvent((value: T) => {
    if (keyOf(value) === linkedKey) return setAhead(null);
    committed.current = keyOf(value);
    commit(value);
  });
  const asStep = useEffectEvent(isStep);
  useEffect(() => arrive(linkedKey), [linkedKey]);
  useEffect(() => {
    if (!ahead) return;
    const takeBack = () => {
      const wasStep = asStep(ahead.value);
      if (wasStep) setAhead(null);
      return wasStep;
    };
    unsettled.add(takeBack);
    const timer = setTimeout(() => {
      unsettled.delete(takeBack);
      rest(ahead.value);
    }, REST_MS);
    return () => {
      unsettled.delete(takeBack);
      clearTimeout(timer);
    };
  }, [ahead]);
  const set = useCallback((value: T) => setAhead({ value }), []);
  return [ahead ? ahead.value : linked, set];
}
