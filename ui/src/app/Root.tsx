import { Outlet } from "@tanstack/react-router";
import { useRequestedStores, Welcome } from "@/features/store";
import { useCatalogFollowed, useProjectionsFollowed, useSession } from "@/ipc";
import { AsOfOfLink } from "./AsOfOfLink";
import { Frame } from "./Frame";

/** The welcome screen while no store is open, the frame around a view while one is. */
export function Root() {
  const { store } = useSession();
  useRequestedStores();
  useProjectionsFollowed();
  useCatalogFollowed();
  if (!store) return <Welcome />;
  // Another store is another window's worth of state: nothing of the last one may stay on screen.
  return (
    <AsOfOfLink key={store.target}>
      <Frame>
        <Outlet />
      </Frame>
    </AsOfOfLink>
  );
}
