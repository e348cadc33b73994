import { ListBox } from "react-aria-components";
import type { CheckKindDto, CheckReportDto, FindingKindDto, SeverityDto } from "@/ipc";
import { grouped } from "@/shared/lib/number";
import { CountedItem } from "@/shared/ui";
import styles from "./Check.module.css";
import { Severity } from "./Severity";
import { KIND_WORDS, SEVERITY_WORDS } from "./words";

/** Every kind that a check looks for, with how often it was found; choosing one shows only those. */
export function KindList({
  report,
  selected,
  onSelect,
}: {
  report: CheckReportDto;
  selected: FindingKindDto | undefined;
  onSelect: (kind: FindingKindDto | undefined) => void;
}) {
  const all = report.faults + report.notices;
  return (
    <div className={styles.kinds}>
      <ListBox
        aria-label="Kinds of findings"
        className={styles.list}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[selected ?? "all"]}
        onSelectionChange={(keys) => {
          const [key] = keys === "all" ? [] : keys;
          onSelect(report.kinds.find(({ kind }) => kind === key)?.kind);
        }}
      >
        <CountedItem id="all" textValue="All findings" count={grouped(all)}>
          All findings
        </CountedItem>
        {report.kinds.map((kind) => (
          <CountedItem
            key={kind.kind}
            id={kind.kind}
            textValue={`${KIND_WORDS[kind.kind].name}, ${SEVERITY_WORDS[kind.severity].name}: ${told(kind)}`}
            sign={<KindSign severity={kind.severity} isFound={kind.findings > 0} />}
            count={told(kind)}
          >
            {KIND_WORDS[kind.kind].name}
          </CountedItem>
        ))}
      </ListBox>
      <dl className={styles.legend}>
        {(["fault", "notice"] as const).map((severity) => (
          <div key={severity}>
            <dt>
              <Severity of={severity} />
            </dt>
            <dd>{SEVERITY_WORDS[severity].means}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function KindSign({ severity, isFound }: { severity: SeverityDto; isFound: boolean }) {
  const sign = severity === "fault" ? "!" : "i";
  return (
    <span aria-hidden className={isFound ? styles[severity] : styles.none}>
      {sign}
    </span>
  );
}

function told({ findings, more, skipped }: CheckKindDto): string {
  if (skipped !== null) return "not looked for";
  return more === "0" ? grouped(findings) : `${grouped(findings)} + ${grouped(more)}`;
}
