import type { EventRowDto } from "../bindings";
import { pick, seeded, uuid } from "./random";

/** An event of the made-up store. */
export interface FakeEvent {
  row: EventRowDto;
  data: string;
  metadata: string;
}

/** A command of the made-up store. */
export interface FakeCommand {
  commandId: string;
  commandType: string;
  actor: string;
  processedAt: string;
  data: string;
  hash: string;
  /** The position of the first event that it recorded, and how many it recorded one after the other. */
  first: number;
  count: number;
}

/** Everything that the made-up store holds. */
export interface FakeHistory {
  events: FakeEvent[];
  commands: Map<string, FakeCommand>;
}

interface Thing {
  id: string;
  name: string;
  type: string;
  version: number;
  classification: string;
  lifecycle: string;
}

const TYPES = ["Application", "BusinessCapability", "Server", "DataEntity"] as const;
const PEOPLE = ["officer-456", "architect-017", "architect-042", "owner-112", "owner-208", "reviewer-009"];
const CLASSES = ["Public", "Internal", "Confidential", "Strictly Confidential"];
const STAGES = ["Planned", "Active", "Phase-out", "Retired"];
const START = Date.UTC(2025, 0, 6, 8);
const YEAR_MS = 365 * 24 * 3600 * 1000;

/** Makes a year of history with about so many events; the same arguments give the same history. */
export function makeHistory(count: number, seed = 42): FakeHistory {
  const random = seeded(seed);
  const history: FakeHistory = { events: [], commands: new Map() };
  const things: Thing[] = [];
  // An operation makes two to three events on average; a few too many instants do no harm.
  for (const at of instants(Math.ceil(count / 2.2), random)) operation(history, things, at, random, count);
  return history;
}

function operation(history: FakeHistory, things: Thing[], at: number, random: () => number, limit: number) {
  const correlationId = uuid(random);
  const isImport = random() < 0.25;
  const size = isImport ? 2 + Math.floor(random() * 6) : 1 + Math.floor(random() * 2);
  const actor = isImport ? "cmdb-import" : pick(random, PEOPLE);
  let causationId: string | null = null;
  for (let step = 0; step < size && history.events.length < limit; step += 1) {
    const isNew = things.length < 12 || random() < 0.09;
    const thing = isNew ? newThing(things, random) : pick(random, things);
    const change = isNew ? created(thing, random) : changed(thing, random);
    const commandId = uuid(random);
    const processedAt = instant(at + step * 40, random);
    history.commands.set(commandId, {
      commandId,
      commandType: change.command,
      actor,
      processedAt,
      data: change.data,
      hash: "",
      first: history.events.length + 1,
      count: 1,
    });
    thing.version += 1;
    const row: EventRowDto = {
      position: String(history.events.length + 1),
      eventId: uuid(random),
      aggregateId: thing.id,
      aggregateType: thing.type,
      version: thing.version,
      eventType: change.event,
      eventVersion: 1,
      timestamp: processedAt,
      instant: processedAt,
      actor,
      actorType: isImport ? "service" : "user",
      source: isImport ? "import" : pick(random, ["ui", "ui", "ui", "api", "webhook"]),
      causationId: causationId ?? commandId,
      correlationId: random() < 0.06 ? null : correlationId,
      marked: false,
    };
    causationId = row.eventId;
    history.events.push({ row, data: change.data, metadata: metadata(isImport, random) });
  }
}

function newThing(things: Thing[], random: () => number): Thing {
  const type = pick(random, TYPES);
  const short = { Application: "app", BusinessCapability: "cap", Server: "srv", DataEntity: "data" }[type];
  const name = `${short}-${String(things.length + 1).padStart(4, "0")}`;
  const thing = {
    id: uuid(random),
    name,
    type,
    version: 0,
    classification: "Internal",
    lifecycle: "Planned",
  };
  things.push(thing);
  return thing;
}

function created(thing: Thing, random: () => number) {
  const owner = pick(random, PEOPLE);
  const data = `{"name":"${thing.type} ${thing.name}","owner":"${owner}","lifecycle":"Planned","classification":"Internal","cost":{"currency":"EUR","yearly":${Math.floor(random() * 90000)}.50}}`;
  return { command: `Create${thing.type}`, event: `${thing.type}Created`, data };
}

function changed(thing: Thing, random: () => number) {
  const kind = random();
  if (kind < 0.4) {
    const before = thing.classification;
    thing.classification = pick(random, CLASSES);
    const data = `{"previousClassification":"${before}","classification":"${thing.classification}"}`;
    return { command: "SetDataClassification", event: "DataClassificationChanged", data };
  }
  if (kind < 0.65) {
    const before = thing.lifecycle;
    thing.lifecycle = pick(random, STAGES);
    const data = `{"previousLifecycle":"${before}","lifecycle":"${thing.lifecycle}"}`;
    return { command: "SetLifecycle", event: "LifecycleChanged", data };
  }
  if (kind < 0.9) {
    const data = `{"owner":"${pick(random, PEOPLE)}","approvedBy":"${pick(random, PEOPLE)}"}`;
    return { command: "AssignOwner", event: "OwnerAssigned", data };
  }
  const data = `{"cost":{"yearly":${Math.floor(random() * 90000)}.10,"ledgerEntry":9007199254740993}}`;
  return { command: "CorrectCost", event: "CostCorrected", data };
}

function metadata(isImport: boolean, random: () => number): string {
  if (isImport) return `{"batch":"cmdb-${Math.floor(random() * 900)}","justification":"nightly import"}`;
  const why = pick(random, ["annual review", "audit finding 2025-14", "request of the owner", "merger"]);
  return `{"justification":"${why}","client":"ea-portal/4.${Math.floor(random() * 9)}"}`;
}

/** When things happen: working days, quiet weekends and one busy night. */
function instants(count: number, random: () => number): number[] {
  const made: number[] = [];
  while (made.length < count) {
    const night = random() < 0.12;
    const at = night ? START + YEAR_MS * 0.62 + random() * 4 * 3600 * 1000 : START + random() * YEAR_MS;
    const day = new Date(at).getUTCDay();
    if (!night && (day === 0 || day === 6) && random() < 0.92) continue;
    made.push(at);
  }
  return made.sort((a, b) => a - b);
}

function instant(ms: number, random: () => number): string {
  const micros = String(Math.floor(random() * 1000)).padStart(3, "0");
  return new Date(ms).toISOString().replace("Z", `${micros}Z`);
}
