import { createContext, useContext } from "react";

/** An instant that something stands at, and the way to another one. */
export interface AsOf {
  /** `null` is now. */
  at: string | null;
  /** Whether it is ahead of the link: what a link says beside it was said of another instant. */
  isMoving: boolean;
  go: (at: string | null) => void;
}

const NOW: AsOf = { at: null, isMoving: false, go: () => {} };

/** The app holds both, since the instant lives in the link. */
export const AsOfContext = createContext<AsOf>(NOW);
export const PlayheadContext = createContext<AsOf>(NOW);

/** The instant that all views show. It may lag behind the playhead, which never waits for a view. */
export function useAsOf(): AsOf {
  return useContext(AsOfContext);
}

/** Where the playhead stands, which the views follow as fast as they can. */
export function usePlayhead(): AsOf {
  return useContext(PlayheadContext);
}
