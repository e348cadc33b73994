export { EventPane } from "./Component";
