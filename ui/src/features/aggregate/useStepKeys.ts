import { useEffect, useEffectEvent } from "react";
import { hasOwnKeys, isPlain } from "@/shared/lib/keys";
import { stepped } from "./model";

const STEPS = new Set(["ArrowLeft", "ArrowRight"]);
const ENDS = new Set(["Home", "End"]);

/** What a key press outside of any field means: another version, the latest one, or nothing. */
export function meaningOf(
  event: Pick<
    KeyboardEvent,
    "key" | "target" | "defaultPrevented" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey"
  >,
): "step" | "latest" | null {
  const { key, target } = event;
  if (!isPlain(event)) return null;
  const part = target instanceof Element ? target : null;
  if (hasOwnKeys(target)) return null;
  if (key === "Escape") return "latest";
  if (STEPS.has(key)) return "step";
  return ENDS.has(key) && !part?.closest("[role=grid]") ? "step" : null;
}

/** Steps through versions with the keys, wherever the focus is, unless the part that has it needs them. */
export function useStepKeys(
  version: number,
  last: number,
  onStep: (version: number) => void,
  onLatest: () => void,
) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const meaning = meaningOf(event);
    if (meaning === null) return;
    const next = meaning === "step" ? stepped(event.key, version, last) : null;
    if (meaning === "step" && next === null) return;
    event.preventDefault();
    if (next === null) onLatest();
    else onStep(next);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
