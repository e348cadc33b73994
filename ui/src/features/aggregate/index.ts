export { AggregatesView } from "./AggregatesView";
export { AggregateView } from "./AggregateView";
export {
  type AggregateSearch,
  type AggregatesSearch,
  readAggregateSearch,
  readAggregatesSearch,
} from "./model";
