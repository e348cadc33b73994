import { FilePlus2, FlaskConical, FolderOpen, type LucideIcon, Server, X } from "lucide-react";
import { useState } from "react";
import { Button } from "react-aria-components";
import { type RecentStoreDto, type ServiceError, useSession } from "@/ipc";
import { IconButton, Instant, SafeText } from "@/shared/ui";
import { DemoDialog } from "./DemoDialog";
import { Mark } from "./Mark";
import { useConnectSheet } from "./useConnectSheet";
import { type StoreActions, useStoreActions } from "./useStoreActions";
import styles from "./Welcome.module.css";

/** What the window shows while no store is open: four ways in, and what was open before. */
export function Welcome() {
  const { problem, recents } = useSession();
  const actions = useStoreActions();
  const connecting = useConnectSheet();
  const [isDemo, setDemo] = useState(false);
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <div className={styles.brand}>
          <Mark size={48} />
          <div>
            <h1>Hindsight</h1>
            <p>See any past state of an event store, and who changed what and why.</p>
          </div>
        </div>
        {problem && <Problem problem={problem} />}
        <ul className={styles.ways}>
          <Way icon={FolderOpen} title="Open a store…" onPress={() => void actions.pick()}>
            A SQLite file with an event store in it. It opens read-only; nothing in it changes.
          </Way>
          <Way icon={Server} title="Connect to a server…" onPress={connecting.connect}>
            A SQL Server that a team shares. It opens read-only as well.
          </Way>
          <Way icon={FlaskConical} title="Make a demo…" onPress={() => setDemo(true)}>
            A year of a made-up company in 10,000 events, to look around in.
          </Way>
          <Way icon={FilePlus2} title="New store…" onPress={() => void actions.create()}>
            An empty store, open for writing.
          </Way>
        </ul>
        {recents.length > 0 && <Recents recents={recents} actions={actions} onOpen={connecting.openRecent} />}
      </div>
      <DemoDialog isOpen={isDemo} onClose={() => setDemo(false)} />
      {connecting.sheet}
    </main>
  );
}

function Way({
  icon: Icon,
  title,
  onPress,
  children,
}: {
  icon: LucideIcon;
  title: string;
  onPress: () => void;
  children: string;
}) {
  return (
    <li>
      <Button className={styles.way} onPress={onPress}>
        <Icon size={18} aria-hidden />
        <span>
          <strong>{title}</strong>
          <br />
          <span className={styles.note}>{children}</span>
        </span>
      </Button>
    </li>
  );
}

function Recents({
  recents,
  actions,
  onOpen,
}: {
  recents: RecentStoreDto[];
  actions: StoreActions;
  onOpen: (recent: RecentStoreDto) => unknown;
}) {
  return (
    <section aria-labelledby="recent-stores">
      <h2 id="recent-stores" className={styles.heading}>
        Recent
      </h2>
      <ul className={styles.ways}>
        {recents.map((recent) => (
          <li key={recent.target} className={styles.recent}>
            <Button className={styles.way} onPress={() => void onOpen(recent)}>
              <span>
                <SafeText text={recent.name} />
                {!recent.exists && <span className={styles.note}> (no longer there)</span>}
                <br />
                <SafeText text={recent.target} className={styles.note} />
              </span>
              <span className={styles.note}>
                <Instant iso={recent.openedAt} precision="minutes" />
              </span>
            </Button>
            <IconButton
              label={`Forget ${recent.name}`}
              small
              onPress={() => void actions.forget(recent.target)}
            >
              <X size={14} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Problem({ problem }: { problem: ServiceError }) {
  return (
    <div role="alert" className={styles.problem}>
      <h2>The store could not be opened</h2>
      <p>
        <SafeText text={problem.message} />
      </p>
    </div>
  );
}
