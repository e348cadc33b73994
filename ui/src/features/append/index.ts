export { AppendView } from "./Component";
export { type AppendSearch, readAppendSearch } from "./model";
