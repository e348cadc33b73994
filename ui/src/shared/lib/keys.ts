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

/** Whether what has the focus needs the arrow keys or Escape itself. */
export function hasOwnKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(OWN_KEYS) !== null;
}

/** What the space bar presses, chooses or types into. */
const OWN_SPACE =
  "a, button, summary, input:not([type=range]), textarea, select, [contenteditable], [role=dialog], [role=alertdialog], [role=option], [role=menuitem], [role=tab]";

/** Whether what has the focus needs the space bar itself. */
export function hasOwnSpace(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(OWN_SPACE) !== null;
}

/** Whether a key is pressed alone, and nobody has made use of it yet. */
export function isPlain(
  event: Pick<KeyboardEvent, "defaultPrevented" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">,
): boolean {
  return !(event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
}
