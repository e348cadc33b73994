export { CheckView } from "./Component";
export { type CheckSearch, readCheckSearch } from "./model";
