import type { AggregateSummaryDto, AppendRequestDto, ExpectedVersionDto } from "@/ipc";

/** With what the form begins, as it stands in a link. */
export interface AppendSearch {
  aggregateId?: string;
  aggregateType?: string;
}

/** Reads a link to the form. */
export function readAppendSearch({ aggregateId, aggregateType }: Record<string, unknown>): AppendSearch {
  const given = (value: unknown): value is string => typeof value === "string" && value !== "";
  return {
    ...(given(aggregateId) && { aggregateId }),
    ...(given(aggregateType) && { aggregateType }),
  };
}

/** As what somebody acts. */
export type ActorKind = "user" | "service" | "system";
/** Through which door. */
export type Door = "ui" | "api" | "import" | "webhook" | "system";
/** What may be believed of an aggregate. */
export type Belief = ExpectedVersionDto["kind"];

/** An event as it stands in the form. */
export interface DraftEvent {
  /** Tells it from the others while it is moved about; never sent. */
  key: number;
  eventType: string;
  eventVersion: string;
  data: string;
}

/** A command as it stands in the form: whatever was typed, right or wrong. */
export interface Draft {
  commandId: string;
  commandType: string;
  aggregateId: string;
  aggregateType: string;
  actor: string;
  actorType: ActorKind;
  source: Door;
  correlationId: string;
  expected: Belief;
  /** Counts only while `expected` is exact. */
  expectedVersion: string;
  /** For which aggregate the belief was chosen or filled in; for another one it is filled in anew. */
  expectedFor: string;
  data: string;
  metadata: string;
  events: DraftEvent[];
}

/** An empty form under a command id. */
export function newDraft(commandId: string): Draft {
  return {
    commandId,
    commandType: "",
    aggregateId: "",
    aggregateType: "",
    actor: "",
    actorType: "user",
    source: "ui",
    correlationId: "",
    expected: "any",
    expectedVersion: "",
    expectedFor: "",
    data: "{}",
    metadata: "{}",
    events: [newEvent(1)],
  };
}

/** The form aimed at the aggregate of a link; the rest is kept. */
export function aimed(draft: Draft, search: AppendSearch): Draft {
  return {
    ...draft,
    aggregateId: search.aggregateId ?? draft.aggregateId,
    aggregateType: search.aggregateType ?? draft.aggregateType,
    expectedFor: search.aggregateId === undefined ? draft.expectedFor : "",
  };
}

/** The form for an aggregate that does not exist yet. */
export function forNewAggregate(draft: Draft, aggregateId: string): Draft {
  return { ...draft, aggregateId, ...believing(null), expectedFor: aggregateId };
}

/**
 * Fills in what the store knows of an aggregate, once for each aggregate, so that a belief that was chosen by
 * hand is never overwritten. `known` is null where the store has no such aggregate.
 */
export function prefilled(draft: Draft, aggregateId: string, known: AggregateSummaryDto | null): Draft {
  if (draft.aggregateId !== aggregateId || draft.expectedFor === aggregateId) return draft;
  return {
    ...draft,
    aggregateType: known?.aggregateType ?? draft.aggregateType,
    ...believing(known?.lastVersion ?? null),
    expectedFor: aggregateId,
  };
}

/** After a conflict: believes what the store said and keeps the rest, the command id too, for a refused command was not recorded. */
export function reloaded(draft: Draft, actual: number | null): Draft {
  return { ...draft, ...believing(actual), expectedFor: draft.aggregateId };
}

/** After a success: the same again as a new command, on top of what was just recorded. */
export function nextCommand(draft: Draft, commandId: string, lastVersion: number | null): Draft {
  const belief = lastVersion === null ? {} : believing(lastVersion);
  return { ...draft, commandId, ...belief };
}

/** Whether the form already believes that the aggregate is at a version; null stands for no events. */
export function believes(draft: Draft, version: number | null): boolean {
  const belief = believing(version);
  return draft.expected === belief.expected && draft.expectedVersion === belief.expectedVersion;
}

/** Whether two texts spell the same id. */
export function sameId(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

function believing(version: number | null): Pick<Draft, "expected" | "expectedVersion"> {
  return version === null
    ? { expected: "noStream", expectedVersion: "" }
    : { expected: "exact", expectedVersion: String(version) };
}

/** One more event at the end, of the form of the last one. */
export function withEvent(draft: Draft): Draft {
  const key = Math.max(0, ...draft.events.map((event) => event.key)) + 1;
  return { ...draft, events: [...draft.events, newEvent(key)] };
}

/** The form with one event changed. */
export function withChangedEvent(draft: Draft, key: number, change: Partial<DraftEvent>): Draft {
  return {
    ...draft,
    events: draft.events.map((event) => (event.key === key ? { ...event, ...change } : event)),
  };
}

/** The form without one of its events; the last one stays. */
export function withoutEvent(draft: Draft, key: number): Draft {
  if (draft.events.length === 1) return draft;
  return { ...draft, events: draft.events.filter((event) => event.key !== key) };
}

function newEvent(key: number): DraftEvent {
  return { key, eventType: "", eventVersion: "1", data: "{}" };
}

/** The request that a form without problems stands for. JSON goes as it was typed, byte for byte. */
export function requestOf(draft: Draft): AppendRequestDto {
  return {
    commandId: draft.commandId.trim(),
    commandType: draft.commandType.trim(),
    aggregateId: draft.aggregateId.trim(),
    aggregateType: draft.aggregateType.trim(),
    actor: draft.actor.trim(),
    actorType: draft.actorType,
    source: draft.source,
    correlationId: draft.correlationId.trim() || null,
    data: draft.data,
    metadata: draft.metadata,
    expectedVersion: beliefOf(draft),
    events: draft.events.map((event) => ({
      eventType: event.eventType.trim(),
      eventVersion: Number(event.eventVersion),
      data: event.data,
      metadata: null,
      causationId: null,
    })),
  };
}

function beliefOf({ expected, expectedVersion }: Draft): ExpectedVersionDto {
  return expected === "exact" ? { kind: "exact", version: Number(expectedVersion) } : { kind: expected };
}
