import type { ReactNode } from "react";
import { Notices } from "@/features/store";
import styles from "./Frame.module.css";
import { Nav } from "./Nav";
import { TimeBarOfView } from "./TimeBarOfView";
import { TitleRow } from "./TitleRow";

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
      </div>
      <nav className={styles.nav} aria-label="Views">
        <Nav />
      </nav>
      <main id="main" tabIndex={-1} className={styles.main}>
        {children}
      </main>
      <footer className={styles.time}>
        <TimeBarOfView />
      </footer>
    </div>
  );
}
