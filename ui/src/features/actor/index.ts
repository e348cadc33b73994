export { ActorView } from "./Component";
