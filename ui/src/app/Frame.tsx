import { useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Notices } from "@/features/store";
import { useOpenStore } from "@/ipc";
import { visible } from "@/shared/lib/hostile";
import { AsOfBanner } from "./AsOfBanner";
import styles from "./Frame.module.css";
import { Nav } from "./Nav";
import { TimeBarOfView } from "./TimeBarOfView";
import { TitleRow } from "./TitleRow";
import { viewsFor } from "./views";

/** The parts that stay while views change: title row, navigation, time bar. */
export function Frame({ children }: { children: ReactNode }) {
  return (
    <div className={styles.frame}>
      <button type="button" className={styles.skip} onClick={() => document.getElementById("main")?.focus()}>
        Skip to the view
      </button>
      <header className={styles.title}>
        <TitleRow />
      </header>
      <div className={styles.banner}>
        <Notices />
        <AsOfBanner />
      </div>
      <nav className={styles.nav} aria-label="Views">
        <Nav />
      </nav>
      <main id="main" tabIndex={-1} className={styles.main}>
        <ViewHeading />
        {children}
      </main>
      <footer className={styles.time}>
        <TimeBarOfView />
      </footer>
    </div>
  );
}

/** For those who hear the window: which view of which store this is. Those who see it have the navigation. */
function ViewHeading() {
  const store = useOpenStore();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const view = viewsFor(true).find(({ to }) => path.startsWith(to));
  return <h1 className="visuallyHidden">{`${view?.label ?? "View"} of ${visible(store.name)}`}</h1>;
}
