import { useState } from "react";
import { useCatalogStatus, useOpenStore, useSession, useSessionActions } from "@/ipc";
import { grouped } from "@/shared/lib/number";
import { Banner, Button, SafeText } from "@/shared/ui";
import { changeWords } from "./catalogWords";

/** What must be known whatever the view: a problem, and that this window can write. */
export function Notices() {
  const store = useOpenStore();
  const { problem } = useSession();
  const session = useSessionActions();
  return (
    <>
      {problem && (
        <Banner
          tone="danger"
          actions={
            <Button small onPress={session.dismissProblem}>
              Dismiss
            </Button>
          }
        >
          <SafeText text={problem.message} />
        </Banner>
      )}
      <UnfinishedCopy />
      <ChangedPast key={`${store.target} ${store.writable}`} />
      {store.writable && (
        <Banner
          tone="write"
          actions={
            <Button small variant="write" onPress={() => void session.setWritable(false)}>
              Back to read-only
            </Button>
          }
        >
          This window can write to <SafeText text={store.name} className="mono" />. What is appended stays for
          good.
        </Banner>
      )}
    </>
  );
}

/** Who relies on what a store says must hear that it said otherwise before. */
function ChangedPast() {
  const status = useCatalogStatus();
  const session = useSessionActions();
  const [seen, setSeen] = useState(0);
  if (!status?.changed || status.changes === seen) return null;
  const see = () => setSeen(status.changes);
  const show = () => {
    see();
    void session.renew().catch(() => {});
  };
  return (
    <Banner
      tone="danger"
      actions={
        <>
          <Button small onPress={show}>
            Show what it holds now
          </Button>
          <Button small onPress={see}>
            Dismiss
          </Button>
        </>
      }
    >
      {changeWords(status.changed)}
    </Banner>
  );
}

/** What is here may be taken for all there is, and no view can tell that something is missing. */
function UnfinishedCopy() {
  const { events, unfinishedCopyOf } = useOpenStore();
  if (unfinishedCopyOf === null) return null;
  return (
    <Banner tone="danger">
      Unfinished copy: {grouped(events)} of {grouped(unfinishedCopyOf)} events are here, and they were not
      held against their source.
    </Banner>
  );
}
