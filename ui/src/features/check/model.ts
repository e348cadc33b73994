import type { CheckKindDto, CheckReportDto, CheckScopeDto, FindingDto, FindingKindDto } from "@/ipc";
import { KIND_WORDS } from "./words";

/** What a check shows, as it stands in a link. */
export interface CheckSearch {
  /** What is looked through, where that is not the whole store; `id` names it. */
  scope?: "aggregate" | "operation";
  id?: string;
  /** Only findings of this kind. */
  finds?: FindingKindDto;
  /** The selected finding: its number in the report, from 1. */
  finding?: string;
}

/** Reads a link to a check. */
export function readCheckSearch({ scope, id, finds, finding }: Record<string, unknown>): CheckSearch {
  const known = Object.keys(KIND_WORDS).find((one) => one === finds) as FindingKindDto | undefined;
  const isPart = scope === "aggregate" || scope === "operation";
  return {
    ...(isPart && { scope }),
    ...(isPart && typeof id === "string" && id !== "" && { id }),
    ...(known && { finds: known }),
    ...(typeof finding === "string" && /^[1-9]\d*$/.test(finding) && { finding }),
  };
}

/** What a link asks to look through; null where it does not say which. */
export function scopeOf({ scope, id }: CheckSearch): CheckScopeDto | null {
  if (scope === undefined) return { kind: "store" };
  if (id === undefined) return null;
  return scope === "aggregate"
    ? { kind: "aggregate", aggregateId: id }
    : { kind: "correlation", correlationId: id };
}

/** A store with more events is not looked through before somebody asks for it. */
const BY_ITSELF_MAX = 50_000;

/** Whether a check takes so little that it need not be asked for. */
export function runsByItself(scope: CheckScopeDto, events: string): boolean {
  return scope.kind !== "store" || Number(events) <= BY_ITSELF_MAX;
}

/** The findings to list, each with its number in the report. */
export function listed(
  { findings }: CheckReportDto,
  kind: FindingKindDto | undefined,
): { finding: FindingDto; number: number }[] {
  return findings
    .map((finding, index) => ({ finding, number: index + 1 }))
    .filter(({ finding }) => kind === undefined || finding.kind === kind);
}

/** The kinds that were looked for, and those that were not. */
export function lookedFor({ kinds }: CheckReportDto): { looked: CheckKindDto[]; skipped: CheckKindDto[] } {
  return {
    looked: kinds.filter(({ skipped }) => skipped === null),
    skipped: kinds.filter(({ skipped }) => skipped !== null),
  };
}
