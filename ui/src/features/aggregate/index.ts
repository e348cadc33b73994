export { AggregatesView, AggregateView } from "./Component";
export {
  type AggregateSearch,
  type AggregatesSearch,
  readAggregateSearch,
  readAggregatesSearch,
} from "./model";
