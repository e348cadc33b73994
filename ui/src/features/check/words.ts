import type { FindingKindDto, SeverityDto } from "@/ipc";

/** What each kind is called, and what it means that something of it was found. */
export const KIND_WORDS: Record<FindingKindDto, { name: string; means: string }> = {
  versionGap: {
    name: "Missing versions",
    means: "An aggregate's versions are numbered without a gap. Events were lost, or were never here.",
  },
  versionOrder: {
    name: "Versions out of order",
    means: "A version comes twice, or after a later one: what happened first cannot be told.",
  },
  positionGap: {
    name: "Missing positions",
    means: "Positions are numbered without a gap. Events were taken out of the store.",
  },
  timeBackwards: {
    name: "Time running backwards",
    means:
      "An event carries an earlier time than the one before it: a clock was wrong, or a time was changed.",
  },
  causeMissing: {
    name: "Causes that do not exist",
    means: "An event names a cause that is neither a command nor an event here. It may lie in another store.",
  },
  causeNotEarlier: {
    name: "Causes that are not earlier",
    means: "An event names itself or a later event as its cause.",
  },
  commandEventsMissing: {
    name: "Commands whose events are missing",
    means: "A command says that it recorded events which are not there.",
  },
  eventWithoutCommand: {
    name: "Events without a command",
    means: "Nobody is known to have asked for these events.",
  },
  correctionMissing: {
    name: "Corrections of nothing",
    means: "An event says that it corrects another one, which is not there or came later.",
  },
  commandWithoutEvent: {
    name: "Commands without an event",
    means: "A command was processed and changed nothing: a refusal perhaps, or a repetition.",
  },
  newEventType: {
    name: "New types of events",
    means: "A type of event that had never been seen before that day: something new was deployed.",
  },
  oddShape: {
    name: "Payloads of another shape",
    means: "Other fields, or fields of another type, than the rest of the same type and version has.",
  },
  correction: {
    name: "Corrections",
    means: "An event that corrects an earlier one. Both stand; nothing was overwritten.",
  },
};

/** How grave a kind is, in words. */
export const SEVERITY_WORDS: Record<SeverityDto, { name: string; means: string }> = {
  fault: { name: "Fault", means: "something is wrong or missing" },
  notice: { name: "Notice", means: "worth knowing" },
};
