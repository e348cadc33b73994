import { useOpenStore, useSession, useSessionActions } from "@/ipc";
import { Banner, Button, SafeText } from "@/shared/ui";

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
