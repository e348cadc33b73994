export { NewEvents } from "./NewEvents";
export { Notices } from "./Notices";
export { StoreTitle } from "./StoreTitle";
export { useRequestedStores } from "./useRequestedStores";
export { Welcome } from "./Welcome";
