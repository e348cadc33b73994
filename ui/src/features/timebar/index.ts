export { TimeBar } from "./Component";
export type { Range } from "./stretch";
