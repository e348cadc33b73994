import type { AppendRequestDto, AppendResultDto, ErrorCode } from "@/ipc";
import { grouped } from "@/shared/lib/number";
import { believes, type Draft, nextCommand, reloaded, sameId } from "./model";

/** What became of something that was sent: the store's answer, or why there was none. */
export type Outcome = AppendResultDto | { status: "failed"; code: ErrorCode; message: string };

/** Something that was sent in this session. */
export interface Sent {
  key: number;
  /** When the answer came, by this machine's clock, as fixed-width UTC. */
  at: string;
  request: AppendRequestDto;
  outcome: Outcome;
}

/** An outcome in words. */
export interface OutcomeText {
  title: string;
  words: string;
}

/** Says what happened, whether anything was written, and why not. */
export function outcomeText({ outcome, request }: Pick<Sent, "outcome" | "request">): OutcomeText {
  switch (outcome.status) {
    case "appended":
      return { title: "Appended", words: `${capital(placeText(outcome) ?? "without events")}.` };
    case "alreadyProcessed":
      return { title: "Already processed", words: recognised(placeText(outcome)) };
    case "conflict":
      return {
        title: "Version conflict",
        words: `Nothing was written. ${conflictText(request, outcome.actual)}`,
      };
    case "commandReused":
      return {
        title: "Command id reused",
        words:
          "Nothing was written. A command with other content was recorded under this id before. Give this one an id of its own.",
      };
    case "failed":
      return { title: "Not appended", words: `${outcome.message} ${afterFailure(outcome.code)}`.trim() };
  }
}

function recognised(place: string | null): string {
  const where = place === null ? "without events" : `as ${place}`;
  return `Nothing was written. The store knows this command: it recorded it ${where}.`;
}

type Recorded = Extract<AppendResultDto, { firstVersion: unknown }>;

/** Such as "versions 8 to 9 at positions 10,001 to 10,002"; null for a command without events. */
export function placeText({
  firstVersion,
  lastVersion,
  firstPosition,
  lastPosition,
}: Recorded): string | null {
  if (firstVersion === null || lastVersion === null || firstPosition === null || lastPosition === null)
    return null;
  const versions = span("version", grouped(firstVersion), grouped(lastVersion));
  return `${versions} at ${span("position", grouped(firstPosition), grouped(lastPosition))}`;
}

function span(noun: string, first: string, last: string): string {
  return first === last ? `${noun} ${first}` : `${noun}s ${first} to ${last}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function conflictText({ expectedVersion: expected }: AppendRequestDto, actual: number | null): string {
  const is =
    actual === null ? "the aggregate has no events yet" : `the aggregate is at version ${grouped(actual)}`;
  if (expected.kind === "noStream") return `No events were expected, but ${is}.`;
  if (expected.kind === "streamExists") return `Events were expected, but ${is}.`;
  if (expected.kind === "exact") return `Version ${grouped(expected.version)} was expected, but ${is}.`;
  return `The expectation did not hold: ${is}.`;
}

/** Where the store said no, nothing happened; where the answer was lost, only the command id can tell. */
function afterFailure(code: ErrorCode): string {
  const isRefusal =
    code === "readOnly" || code === "invalidRequest" || code === "refused" || code === "noStore";
  if (isRefusal) return "Nothing was written.";
  return "Send it again under the same command id to learn whether it was recorded; nothing is written twice.";
}

/** Whether the store holds the command now. */
export function isRecorded({ status }: Outcome): boolean {
  return status === "appended" || status === "alreadyProcessed";
}

/** What an outcome suggests to do with the form, while the form is still about the same command. */
export interface NextStep {
  label: string;
  take: (draft: Draft, newCommandId: string) => Draft;
}

/** A reload after a conflict, another id after a reuse, the next command after a success; null where nothing is to be done. */
export function nextStep(
  draft: Draft,
  { outcome, request }: Pick<Sent, "outcome" | "request">,
): NextStep | null {
  if (outcome.status === "failed" || !sameId(draft.commandId, request.commandId ?? "")) return null;
  if (outcome.status === "commandReused")
    return { label: "New id", take: (now, commandId) => ({ ...now, commandId }) };
  if (!sameId(draft.aggregateId, outcome.aggregateId)) return null;
  if (outcome.status !== "conflict")
    return {
      label: "Next command",
      take: (now, commandId) => nextCommand(now, commandId, outcome.lastVersion),
    };
  const { actual } = outcome;
  return believes(draft, actual) ? null : { label: "Reload", take: (now) => reloaded(now, actual) };
}

/** What the buttons beside an outcome do; `step` is what is offered. */
export function stepText({ outcome }: Pick<Sent, "outcome">, step: NextStep | null): string {
  const again = "Send again sends exactly the same once more: the same command id, the same bytes";
  if (isRecorded(outcome)) return `${again}; the store recognises it and writes nothing.`;
  if (outcome.status !== "conflict") return `${again}.`;
  return step
    ? "Reload takes that version over and keeps the rest, the command id too: a refused command was not recorded."
    : `${again}, with the version that was refused. Send sends the form as it stands.`;
}
