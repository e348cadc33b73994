import { useEffect, useEffectEvent } from "react";
import { stepped } from "./model";

/** Parts in which arrow keys or Escape have a meaning of their own. */
const OWN_KEYS = [
  "input:not([type=range])",
  "textarea",
  "select",
  "[contenteditable]",
  ...["tree", "slider", "separator", "tablist", "listbox", "menu", "radiogroup", "dialog", "alertdialog"].map(
    (role) => `[role=${role}]`,
  ),
].join(",");
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
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null;
  const part = target instanceof Element ? target : null;
  if (part?.closest(OWN_KEYS)) return null;
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
