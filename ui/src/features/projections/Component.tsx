import { type ReactNode, useState } from "react";
import {
  type NewProjectionDto,
  type ProjectionsDto,
  toIpcError,
  useProjections,
  useProjectionsActions,
} from "@/ipc";
import { counted } from "@/shared/lib/number";
import { Badge, Banner, Button, CopyableId, ErrorState, Loading, SafeText } from "@/shared/ui";
import styles from "./Component.module.css";
import { Explanation } from "./Explanation";
import { NewProjection } from "./NewProjection";
import { ProjectionTable } from "./ProjectionTable";

/** What became of the last thing that the person did. */
type Outcome = { kind: "made"; made: NewProjectionDto } | { kind: "failed"; message: string };

/** The folder of projections of this store: which there are, which are used, and what is wrong with the others. */
export function ProjectionsView(): ReactNode {
  const { data, error, refetch } = useProjections();
  if (error)
    return (
      <ErrorState
        title="The projections could not be listed"
        message={toIpcError(error).message}
        onRetry={() => void refetch()}
      />
    );
  return data ? <Folder projections={data} /> : <Loading label="Looking for projections…" />;
}

function Folder({ projections }: { projections: ProjectionsDto }) {
  const { items, problem } = projections;
  const { choose, reset, begin } = useProjectionsActions();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const attempt = async (act: () => Promise<Outcome | null>) => {
    setOutcome(null);
    try {
      setOutcome(await act());
    } catch (failure) {
      const { code, message } = toIpcError(failure);
      if (code !== "cancelled") setOutcome({ kind: "failed", message });
    }
  };
  /** For what shows by itself that it went well. */
  const quietly = (act: () => Promise<void>) => () =>
    void attempt(async () => {
      await act();
      return null;
    });
  return (
    <div className={styles.view}>
      <header className={styles.bar}>
        <FolderName projections={projections} />
        <Button small onPress={quietly(choose)}>
          Choose another folder…
        </Button>
        {!projections.isDefault && (
          <Button small onPress={quietly(reset)}>
            Back to the folder beside the store
          </Button>
        )}
        <NewProjection
          taken={items.flatMap(({ aggregateType, inUse }) => (inUse && aggregateType ? [aggregateType] : []))}
          onNew={(type) => void attempt(async () => ({ kind: "made", made: await begin(type) }))}
        />
      </header>
      {problem !== null && (
        <Banner tone="danger">
          <SafeText text={problem} />
        </Banner>
      )}
      {outcome && <Told outcome={outcome} />}
      <div className={styles.body}>
        {items.length > 0 && <ProjectionTable items={items} />}
        <Explanation isOnly={items.length === 0} exists={projections.exists} />
      </div>
    </div>
  );
}

function FolderName({ projections: { folder, isDefault, exists, items } }: { projections: ProjectionsDto }) {
  return (
    <div className={styles.about}>
      <h2 className={styles.title}>
        {items.length === 0 ? "No projections" : counted(items.length, "projection")}
      </h2>
      <p className={styles.folder}>
        <CopyableId id={folder} what="folder" />
        <Badge>{isDefault ? "BESIDE THE STORE" : "CHOSEN"}</Badge>
        {!exists && <span>does not exist yet</span>}
      </p>
    </div>
  );
}

function Told({ outcome }: { outcome: Outcome }) {
  if (outcome.kind === "failed")
    return (
      <Banner tone="danger">
        <SafeText text={outcome.message} />
      </Banner>
    );
  const { file, path, sampled } = outcome.made;
  return (
    <Banner>
      <SafeText text={file} className="mono" /> was written, with what {counted(sampled, "event")} of the type
      say. Open it in an editor; it is taken in again whenever it is saved.{" "}
      <CopyableId id={path} what="path" />
    </Banner>
  );
}
