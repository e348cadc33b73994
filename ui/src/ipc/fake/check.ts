import type {
  CheckReportDto,
  CheckScopeDto,
  EventRowDto,
  FindingDto,
  FindingKindDto,
  SeverityDto,
} from "../bindings";
import { known, matching } from "./ask";
import { recorderOf } from "./forest";
import type { FakeEvent, FakeHistory } from "./history";

/** Every kind, the graver ones first. */
const KINDS: [FindingKindDto, SeverityDto][] = [
  ["versionGap", "fault"],
  ["versionOrder", "fault"],
  ["positionGap", "fault"],
  ["timeBackwards", "fault"],
  ["causeMissing", "fault"],
  ["causeNotEarlier", "fault"],
  ["commandEventsMissing", "fault"],
  ["eventWithoutCommand", "fault"],
  ["correctionMissing", "fault"],
  ["commandWithoutEvent", "notice"],
  ["newEventType", "notice"],
  ["oddShape", "notice"],
  ["correction", "notice"],
];

/** Looks through the made-up store, which has neither gaps nor odd payloads. */
export function checked(history: FakeHistory, scope: CheckScopeDto): CheckReportDto {
  const events = history.events.filter(({ row }) => belongs(row, scope));
  known(events[0], scope.kind);
  const findings = [
    ...missingCauses(history, events),
    ...withoutCommand(history, events),
    ...withoutEvent(history, scope),
    ...newTypes(history, events),
    ...corrections(history, events),
  ];
  const listed = (kind: FindingKindDto) => findings.filter((finding) => finding.kind === kind).length;
  return {
    scope,
    events: String(events.length),
    commands: String(scope.kind === "store" ? history.commands.size : 0),
    faults: findings.filter(({ severity }) => severity === "fault").length,
    notices: findings.filter(({ severity }) => severity === "notice").length,
    kinds: KINDS.map(([kind, severity]) => ({
      kind,
      severity,
      findings: listed(kind),
      more: "0",
      skipped: kind === "positionGap" && scope.kind !== "store" ? "positions are the whole store's" : null,
    })),
    findings,
  };
}

function belongs(row: EventRowDto, scope: CheckScopeDto): boolean {
  if (scope.kind === "aggregate") return row.aggregateId === scope.aggregateId;
  return scope.kind === "store" || row.correlationId === scope.correlationId;
}

function finding(kind: FindingKindDto, text: string, rows: EventRowDto[]): FindingDto {
  return {
    kind,
    severity: KINDS.find(([known]) => known === kind)?.[1] ?? "fault",
    text,
    subject: null,
    aggregateId: null,
    aggregateType: null,
    eventType: rows[0]?.eventType ?? null,
    eventVersion: null,
    since: rows[0]?.instant ?? null,
    count: String(rows.length),
    positions: rows.slice(0, 20).map(({ position }) => position),
    commands: [],
  };
}

function missingCauses(history: FakeHistory, events: FakeEvent[]): FindingDto[] {
  const ids = new Set(history.events.map(({ row }) => row.eventId));
  const isMissing = (id: string | null) => id !== null && !ids.has(id) && !history.commands.has(id);
  const rows = events.map(({ row }) => row).filter((row) => isMissing(row.causationId));
  return rows.map((row) => ({
    ...finding(
      "causeMissing",
      `The cause ${row.causationId} is neither a command nor an event of this store.`,
      [row],
    ),
    subject: row.causationId,
  }));
}

function withoutCommand(history: FakeHistory, events: FakeEvent[]): FindingDto[] {
  const rows = events.map(({ row }) => row).filter((row) => !recorderOf(history, row));
  return rows.length === 0
    ? []
    : [finding("eventWithoutCommand", `${rows[0]?.eventType} was recorded by no command.`, rows)];
}

function withoutEvent(history: FakeHistory, scope: CheckScopeDto): FindingDto[] {
  if (scope.kind !== "store") return [];
  const idle = [...history.commands.values()].filter(({ count }) => count === 0);
  return idle.map(({ commandType, commandId, processedAt }) => ({
    ...finding("commandWithoutEvent", `${commandType} made no event.`, []),
    subject: commandType,
    since: processedAt,
    count: "1",
    commands: [commandId],
  }));
}

/** Types that were new on a day other than the first. */
function newTypes(history: FakeHistory, events: FakeEvent[]): FindingDto[] {
  const day = (row: EventRowDto | undefined) => row?.instant?.slice(0, 10);
  const begin = day(history.events[0]?.row);
  const types = new Set(events.map(({ row }) => row.eventType));
  return [...types].flatMap((eventType) => {
    const first = day(matching(history, { eventType })[0]);
    const rows = events
      .map(({ row }) => row)
      .filter((row) => row.eventType === eventType && day(row) === first);
    if (first === begin || rows.length === 0) return [];
    return [finding("newEventType", `${eventType} had never been seen before that day.`, rows)];
  });
}

function corrections(history: FakeHistory, events: FakeEvent[]): FindingDto[] {
  return events.flatMap(({ row, metadata }) => {
    const { corrects } = JSON.parse(metadata) as { corrects?: unknown };
    const corrected = history.events.find((event) => event.row.eventId === corrects)?.row;
    if (corrected === undefined) return [];
    const text = `${row.eventType} corrects event ${corrected.eventId}.`;
    return [{ ...finding("correction", text, [row, corrected]), subject: corrected.eventId, count: "1" }];
  });
}
