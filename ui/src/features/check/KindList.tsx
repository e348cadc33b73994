import { ListBox, ListBoxItem } from "react-aria-components";
import type { CheckKindDto, CheckReportDto, FindingKindDto, SeverityDto } from "@/ipc";
import { grouped } from "@/shared/lib/number";
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
        <ListBoxItem id="all" textValue="All findings" className={styles.kind}>
          <span className={styles.words}>All findings</span>
          <span className={styles.number}>{grouped(all)}</span>
        </ListBoxItem>
        {report.kinds.map((kind) => (
          <ListBoxItem
            key={kind.kind}
            id={kind.kind}
            textValue={`${KIND_WORDS[kind.kind].name}, ${SEVERITY_WORDS[kind.severity].name}: ${told(kind)}`}
            className={styles.kind}
          >
            <KindSign severity={kind.severity} isFound={kind.findings > 0} />
            <span className={styles.words}>{KIND_WORDS[kind.kind].name}</span>
            <span className={styles.number}>{told(kind)}</span>
          </ListBoxItem>
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
