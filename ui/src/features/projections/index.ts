export { ProjectionsView } from "./Component";
