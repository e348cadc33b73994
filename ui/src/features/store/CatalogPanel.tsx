import { CircleAlert, Info } from "lucide-react";
import { useState } from "react";
import { ProgressBar } from "react-aria-components";
import { type CatalogStatusDto, toIpcError, useCatalogActions, useCatalogStatus } from "@/ipc";
import { bytes } from "@/shared/lib/number";
import { Button, CopyableId, SafeText, Segmented } from "@/shared/ui";
import styles from "./CatalogPanel.module.css";
import { longWords, marksWords, percent, textWords } from "./catalogWords";

/** What the catalog of the open store is doing, where it is kept, and what can be done about it. */
export function CatalogPanel() {
  const status = useCatalogStatus();
  const actions = useCatalogActions();
  const [problem, setProblem] = useState<string | null>(null);
  if (!status) return null;
  const run = (work: Promise<void>) => {
    setProblem(null);
    work.catch((failure: unknown) => setProblem(toIpcError(failure).message));
  };
  const { phase, path, notice, text, marks } = status;
  const looked = marksWords(status);
  const isLooking = looked !== null && Number(marks.looked) < Number(marks.total);
  const isUnfinished = phase === "building" || phase === "paused" || phase === "loading";
  return (
    <div className={styles.panel}>
      {isUnfinished && <Bar status={status} />}
      <p>{longWords(status)}</p>
      {notice !== null && <Notice text={notice} isFailure={phase === "failed"} />}
      {problem !== null && <Notice text={problem} isFailure />}
      <dl className={styles.facts}>
        <dt>Side file</dt>
        <dd>{path === null ? "none, it is held in memory" : <CopyableId id={path} what="path" wrap />}</dd>
        <dt>Size</dt>
        <dd>
          {bytes(Number(status.bytes))}
          {text.enabled && `, and ${bytes(Number(text.bytes))} of text index`}
        </dd>
        {looked !== null && (
          <>
            <dt>Aggregates</dt>
            <dd>{looked}</dd>
          </>
        )}
        <dt>Text index</dt>
        <dd className={styles.text}>
          <Segmented
            label="Text index"
            choices={[
              { key: "on", label: "On" },
              { key: "off", label: "Off" },
            ]}
            selected={text.enabled ? "on" : "off"}
            onSelect={(choice) => run(actions.setText(choice === "on"))}
          />
          <span>{textWords(status)}</span>
        </dd>
      </dl>
      <p className={styles.note}>
        The catalog is Hindsight's own reading of the store. It lies outside of the store, holds nothing that
        the store does not, and can be deleted at any time.
      </p>
      <div className={styles.actions}>
        {(phase === "building" || (isLooking && !marks.paused)) && (
          <Button small onPress={() => run(actions.pause(true))}>
            Pause
          </Button>
        )}
        {isLooking && marks.paused && (
          <Button small onPress={() => run(actions.pause(false))}>
            Go on looking
          </Button>
        )}
        {phase === "paused" && (
          <Button small onPress={() => run(actions.pause(false))}>
            Go on reading
          </Button>
        )}
        <Button small isDisabled={phase === "off"} onPress={() => run(actions.rebuild())}>
          Make the catalog anew
        </Button>
      </div>
    </div>
  );
}

function Bar({ status }: { status: CatalogStatusDto }) {
  const share = percent(status);
  return (
    <ProgressBar aria-label="Reading the store into the catalog" value={share} className={styles.bar}>
      <div className={styles.fill} style={{ width: `${share}%` }} />
    </ProgressBar>
  );
}

function Notice({ text, isFailure }: { text: string; isFailure: boolean }) {
  const Icon = isFailure ? CircleAlert : Info;
  return (
    <p role={isFailure ? "alert" : undefined} className={isFailure ? styles.failure : styles.notice}>
      <Icon size={14} aria-hidden />
      <SafeText text={text} />
    </p>
  );
}
