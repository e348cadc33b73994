import type { FieldDto } from "@/ipc";

/** What the bars can be split by, in the order in which it is offered, as it is called. */
export const FIELD_LABELS: Record<FieldDto, string> = {
  eventType: "event type",
  aggregateType: "aggregate type",
  actor: "actor",
  actorType: "actor type",
  source: "source",
};

/** The same as a list. */
export const STACK_FIELDS = Object.keys(FIELD_LABELS) as FieldDto[];

/** Reads a field out of a link. */
export function readStack(text: unknown): FieldDto | null {
  return STACK_FIELDS.find((field) => field === text) ?? null;
}
