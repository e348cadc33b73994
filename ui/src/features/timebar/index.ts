export { TimeBar } from "./Component";
export { readStack } from "./fields";
export type { Range, Span } from "./stretch";
export { readZoom, spellZoom } from "./zoom";
