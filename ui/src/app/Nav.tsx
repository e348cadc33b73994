import { Link } from "@tanstack/react-router";
import { useOpenStore } from "@/ipc";
import styles from "./Nav.module.css";
import { viewsFor } from "./views";

/** The views, one under the other. */
export function Nav() {
  const { writable } = useOpenStore();
  return (
    <ul className={styles.list}>
      {viewsFor(writable).map(({ to, label, icon: Icon }) => (
        <li key={to}>
          <Link to={to} className={styles.link} activeOptions={{ includeSearch: false }}>
            <Icon size={15} aria-hidden />
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
