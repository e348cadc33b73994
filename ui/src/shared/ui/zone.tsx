import { createContext, type ReactNode, useContext, useLayoutEffect } from "react";
import type { Zone } from "@/shared/lib/instant";
import { setting, useSetting } from "@/shared/lib/stored";

/** The person's choice of zone. */
export const zoneSetting = setting<Zone>("hindsight.zone", ["utc", "local"]);

const ZoneContext = createContext<Zone>("utc");

/** Tells the parts below it in which zone to show instants. */
export function ZoneProvider({ children }: { children: ReactNode }) {
  const zone = useSetting(zoneSetting);
  // How wide an instant is depends on it; see `instantWidth`.
  useLayoutEffect(() => {
    document.documentElement.dataset.zone = zone;
  }, [zone]);
  return <ZoneContext value={zone}>{children}</ZoneContext>;
}

/** In which zone instants are shown. */
export function useZone(): Zone {
  return useContext(ZoneContext);
}
