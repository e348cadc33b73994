export { ExploreView } from "./Component";
export { type ExploreSearch, readExploreSearch } from "./model";
