/** Whether this is a Mac, where the main modifier is another key. */
export const IS_MAC = navigator.platform.startsWith("Mac");
/** What the main modifier key is called here. */
export const MOD = IS_MAC ? "⌘" : "Ctrl";
