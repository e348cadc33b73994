import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { type CheckReportDto, toIpcError } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";
import {
  Button,
  type Column,
  DataGrid,
  EmptyState,
  Instant,
  instantWidth,
  type Listed,
  listSource,
  Panes,
  SafeText,
} from "@/shared/ui";
import styles from "./Check.module.css";
import { Finding } from "./Finding";
import { KindList } from "./KindList";
import { listed, lookedFor } from "./model";
import { Severity } from "./Severity";
import { KIND_WORDS } from "./words";

const route = getRouteApi("/check");

type Row = Listed<ReturnType<typeof listed>[number]>;

const COLUMNS: Column<Row>[] = [
  {
    key: "severity",
    header: "How grave",
    width: "92px",
    cell: ({ item }) => <Severity of={item.finding.severity} />,
  },
  {
    key: "text",
    header: "What",
    width: "minmax(300px, 1fr)",
    cell: ({ item }) => <SafeText text={item.finding.text} />,
  },
  {
    key: "since",
    header: "Since",
    width: instantWidth("minutes"),
    cell: ({ item: { finding } }) =>
      finding.since === null ? "unknown" : <Instant iso={finding.since} precision="minutes" />,
  },
  {
    key: "count",
    header: "How many",
    width: "88px",
    align: "end",
    cell: ({ item }) => grouped(item.finding.count),
  },
];

/** The columns beside an open finding, which tells the rest. */
const NARROW_COLUMNS = COLUMNS.filter(({ key }) => key === "severity" || key === "text");

/** What a check found: kind by kind, finding by finding, each with the events that it is about. */
export function Report({ report, onAgain }: { report: CheckReportDto; onAgain: () => void }) {
  const { finds: kind, finding } = route.useSearch();
  const navigate = useNavigate({ from: "/check" });
  const rows = useMemo(() => listed(report, kind), [report, kind]);
  const source = useMemo(
    () => listSource(JSON.stringify([report.scope, report.events, kind]), rows),
    [rows, report, kind],
  );
  const at = rows.findIndex(({ number }) => String(number) === finding);
  const chosen = rows[at]?.finding;
  const select = ({ item }: Row) =>
    void navigate({
      search: (last) => ({ ...last, finding: String(item.number) }),
      replace: chosen !== undefined,
    });
  return (
    <Panes
      name="check-kinds"
      label="Kinds of findings"
      at="start"
      width={250}
      side={
        <KindList
          report={report}
          selected={kind}
          onSelect={(next) => void navigate({ search: ({ scope, id }) => ({ scope, id, finds: next }) })}
        />
      }
    >
      <div className={styles.summary}>
        <p role="status">{summary(report)}</p>
        <Button small variant="quiet" onPress={onAgain}>
          Check again
        </Button>
      </div>
      {kind !== undefined && <p className={styles.means}>{KIND_WORDS[kind].means}</p>}
      <Panes name="finding" label="Finding" width={380} side={chosen ? <Finding finding={chosen} /> : null}>
        <DataGrid
          label="Findings"
          source={source}
          columns={chosen ? NARROW_COLUMNS : COLUMNS}
          minWidth={chosen ? 420 : 680}
          total={rows.length}
          selected={at < 0 ? null : String(at + 1)}
          onSelect={select}
          failureText={(failure) => toIpcError(failure).message}
          empty={<Nothing report={report} kind={kind} />}
        />
      </Panes>
    </Panes>
  );
}

function summary({ events, commands, faults, notices }: CheckReportDto): string {
  const looked = `Looked at ${counted(events, "event")} and ${counted(commands, "command")}`;
  return `${looked}: ${counted(faults, "fault")}, ${counted(notices, "notice")}.`;
}

/** Nothing found means something only beside what was looked for. */
function Nothing({
  report,
  kind,
}: {
  report: CheckReportDto;
  kind: CheckReportDto["kinds"][number]["kind"] | undefined;
}) {
  const one = report.kinds.find((entry) => entry.kind === kind);
  if (kind !== undefined)
    return one?.skipped ? (
      <EmptyState title="Not looked for">
        <p>
          {KIND_WORDS[kind].name} were not looked for: {one.skipped}.
        </p>
      </EmptyState>
    ) : (
      <EmptyState title="None found">
        <p>
          {counted(report.events, "event")} and {counted(report.commands, "command")} were looked at.
        </p>
      </EmptyState>
    );
  const { looked, skipped } = lookedFor(report);
  const names = (kinds: typeof looked) => kinds.map((entry) => KIND_WORDS[entry.kind].name.toLowerCase());
  return (
    <EmptyState title="Nothing found">
      <p>
        {counted(report.events, "event")} and {counted(report.commands, "command")} were looked through for{" "}
        {names(looked).join(", ")}.
      </p>
      {skipped.length > 0 && <p>Not looked for: {names(skipped).join(", ")}.</p>}
    </EmptyState>
  );
}
