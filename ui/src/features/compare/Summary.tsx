import { Download } from "lucide-react";
import type { ComparedKind, CompareScopeDto, CompareSummaryDto } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";
import { Banner, Button, Menu, Progress, SafeText, Segmented } from "@/shared/ui";
import styles from "./Compare.module.css";
import { type Comparison, type Export, useExport } from "./queries";

type Shown = ComparedKind | "all";

/** What the comparison came to, how far it is, and ways to narrow it down and to take it along. */
export function Summary({
  comparison,
  scope,
  from,
  to,
  kind,
  onKind,
}: {
  comparison: Comparison;
  scope: CompareScopeDto;
  from: string;
  to: string;
  kind: ComparedKind | undefined;
  onKind: (kind: ComparedKind | undefined) => void;
}) {
  const { summary } = comparison;
  const exported = useExport(scope, from, to);
  const label = (shown: ComparedKind, word: string) =>
    summary ? `${grouped(summary[shown])} ${word}` : word;
  return (
    <>
      <div className={styles.summary}>
        <div role="status" className={styles.count}>
          <Words comparison={comparison} />
        </div>
        <Segmented<Shown>
          label="Which of them"
          choices={[
            { key: "all", label: "All" },
            { key: "created", label: label("created", "created") },
            { key: "changed", label: label("changed", "changed") },
            { key: "deleted", label: label("deleted", "deleted") },
          ]}
          selected={kind ?? "all"}
          onSelect={(key) => onKind(key === "all" ? undefined : key)}
        />
        <Menu
          label="Export the comparison"
          groups={[
            {
              key: "formats",
              actions: [
                { key: "json", label: "JSON, each with its difference", run: () => exported.run("json") },
                { key: "csv", label: "CSV, a line for each difference", run: () => exported.run("csv") },
              ],
            },
          ]}
        >
          <Button small>
            <Download size={13} aria-hidden /> Export
          </Button>
        </Menu>
      </div>
      <Exported state={exported.state} onCancel={exported.cancel} onDismiss={exported.dismiss} />
    </>
  );
}

function Words({
  comparison: { summary, progress, feed, isFetching, isStopped, stop, retry },
}: {
  comparison: Comparison;
}) {
  const found = feed?.rows.length ?? 0;
  if (isFetching)
    return progress && progress.total > 0 ? (
      <Progress
        label={`${counted(found, "aggregate")} so far.`}
        unit="steps"
        done={progress.done}
        total={progress.total}
        onCancel={stop}
      />
    ) : (
      <>Comparing…</>
    );
  if (isStopped)
    return (
      <>
        Stopped after {counted(found, "aggregate")}; there may be more.{" "}
        <Button small variant="quiet" onPress={retry}>
          Compare again
        </Button>
      </>
    );
  return summary ? <Total summary={summary} /> : null;
}

function Total({ summary }: { summary: CompareSummaryDto }) {
  const all = summary.created + summary.changed + summary.deleted;
  return (
    <>
      <strong>{counted(all, "aggregate")}</strong> {all === 1 ? "differs" : "differ"}, by{" "}
      {counted(summary.events, "event")} in between.
      {!summary.unchangedKnown && all > 0 && (
        <span className={styles.note}> Whatever has events counts as changed.</span>
      )}
    </>
  );
}

function Exported({
  state,
  onCancel,
  onDismiss,
}: {
  state: Export;
  onCancel: () => void;
  onDismiss: () => void;
}) {
  if (state.kind === "none") return null;
  if (state.kind === "running")
    return (
      <div className={styles.export}>
        <Progress
          label="Writing."
          unit="steps"
          done={state.at.done}
          total={state.at.total}
          onCancel={onCancel}
        />
      </div>
    );
  return (
    <Banner
      tone={state.kind === "failed" ? "danger" : "note"}
      actions={
        <Button small onPress={onDismiss}>
          Dismiss
        </Button>
      }
    >
      {state.kind === "failed" ? (
        <SafeText text={state.message} />
      ) : (
        <>
          Written to <SafeText text={state.path} className="mono" />.
        </>
      )}
    </Banner>
  );
}
