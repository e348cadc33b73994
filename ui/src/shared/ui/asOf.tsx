import { createContext, useContext } from "react";

/** The instant that all views show, and the way to another one. */
export interface AsOf {
  /** `null` is now. */
  at: string | null;
  /** Whether it is ahead of the link: what a link says beside it was said of another instant. */
  isMoving: boolean;
  go: (at: string | null) => void;
}

/** The app holds it, since it lives in the link. */
export const AsOfContext = createContext<AsOf>({ at: null, isMoving: false, go: () => {} });

/** The instant that all views show. */
export function useAsOf(): AsOf {
  return useContext(AsOfContext);
}
