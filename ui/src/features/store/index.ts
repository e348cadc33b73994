export { Notices } from "./Notices";
export { StoreTitle } from "./StoreTitle";
export { Welcome } from "./Welcome";
