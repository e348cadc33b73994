import { jsonProblem } from "./jsonProblem";
import type { Draft } from "./model";

/** What is wrong with a form, by field; an event's fields stand under `events.KEY.`. */
export type Problems = { [field: string]: string };

const U32_MAX = 4_294_967_295;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is a UUID, as ids in a store of our own must be. */
export function isUuid(text: string): boolean {
  return UUID.test(text.trim());
}

/** Everything that keeps a form from being sent. */
export function problemsOf(draft: Draft): Problems {
  const events = draft.events.map((event) => [`events.${event.key}.data`, wordsOn(event.data)] as const);
  return kept([
    ...Object.entries(fieldProblems(draft)),
    ["data", wordsOn(draft.data)],
    ["metadata", wordsOn(draft.metadata)],
    ...events,
  ]);
}

/** The same without a look into the JSON texts, which may be long. */
export function fieldProblems(draft: Draft): Problems {
  return kept([
    [
      "commandId",
      required(draft.commandId, "Give the command an id.") ?? uuidProblem(draft.commandId, "A command id"),
    ],
    ["commandType", required(draft.commandType, "Say what the command asks for.")],
    [
      "aggregateId",
      required(draft.aggregateId, "Say which aggregate, or make a new one.") ??
        uuidProblem(draft.aggregateId, "An aggregate id"),
    ],
    ["aggregateType", required(draft.aggregateType, "Say what kind of thing it is.")],
    ["actor", required(draft.actor, "Say who acts.")],
    [
      "correlationId",
      draft.correlationId.trim() === "" ? null : uuidProblem(draft.correlationId, "A correlation id"),
    ],
    ["expectedVersion", draft.expected === "exact" ? versionProblem(draft.expectedVersion) : null],
    ...draft.events.flatMap(
      ({ key, eventType, eventVersion }) =>
        [
          [`events.${key}.eventType`, required(eventType, "Say what happened.")],
          [`events.${key}.eventVersion`, versionProblem(eventVersion)],
        ] as const,
    ),
  ]);
}

function kept(found: (readonly [field: string, words: string | null])[]): Problems {
  return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== null));
}

function required(text: string, words: string): string | null {
  return text.trim() === "" ? words : null;
}

function uuidProblem(text: string, what: string): string | null {
  return isUuid(text) ? null : `${what} is a UUID, such as 018f2f6e-7c1b-7a52-9b1e-0242ac120002.`;
}

function versionProblem(text: string): string | null {
  const isVersion = /^\d{1,10}$/.test(text) && Number(text) >= 1 && Number(text) <= U32_MAX;
  return isVersion ? null : "A version is a whole number from 1.";
}

function wordsOn(text: string): string | null {
  return jsonProblem(text)?.message ?? null;
}
