import type {
  AggregateSummaryDto,
  CauseDto,
  EventDetailDto,
  EventRowDto,
  FilterDto,
  FoundDto,
  TypeCountDto,
} from "../bindings";
import { IpcError } from "../errors";
import type { FakeHistory } from "./history";
import { fits } from "./read";

/** The rows that fit a filter. */
export function matching(history: FakeHistory, filter: FilterDto): EventRowDto[] {
  return history.events.map(({ row }) => row).filter((row) => fits(row, filter));
}

/** The rows of one aggregate. */
export function rowsOf(history: FakeHistory, id: string): EventRowDto[] {
  return matching(history, { aggregateId: id });
}

/** Every aggregate at a glance, in the order in which they began; as of an instant, as they were then. */
export function summaries(history: FakeHistory, asOf: string | null = null): AggregateSummaryDto[] {
  const found = new Map<string, AggregateSummaryDto>();
  for (const { row } of history.events) {
    if (asOf !== null && (row.instant ?? "") > asOf) continue;
    const first = found.get(row.aggregateId);
    found.set(row.aggregateId, {
      aggregateId: row.aggregateId,
      aggregateType: row.aggregateType,
      lastVersion: row.version,
      firstPosition: first?.firstPosition ?? row.position,
      firstAt: first?.firstAt ?? row.instant,
      lastPosition: row.position,
      lastAt: row.instant,
      lastEventType: row.eventType,
      deleted: null,
    });
  }
  return [...found.values()];
}

/** How often each name occurs, the most frequent first. */
export function counted(names: string[]): TypeCountDto[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
}

/** The item, or an error that says that there is none of that name. */
export function known<T>(item: T | undefined, name: string): T {
  if (item === undefined) throw new IpcError("notFound", `This store has nothing called ${name}.`);
  return item;
}

/** One event with all that is known of it. */
export function detail(history: FakeHistory, position: string): EventDetailDto {
  const event = known(history.events[Number(position) - 1], `event ${position}`);
  const { row, data, metadata } = event;
  return {
    row,
    data: { text: data, isJson: true },
    metadata: { text: metadata, isJson: true },
    marks: [],
    cause: row.causationId === null ? null : cause(history, row.causationId),
  };
}

function cause(history: FakeHistory, id: string): CauseDto {
  const command = history.commands.get(id);
  if (command) {
    const { commandId, commandType, actor, processedAt, data } = command;
    return {
      kind: "command",
      commandId,
      commandType,
      actor,
      processedAt,
      data: { text: data, isJson: true },
    };
  }
  const event = history.events.find(({ row }) => row.eventId === id);
  return event ? { kind: "event", row: event.row } : { kind: "unknown" };
}

/** Everything that a text names. */
export function located(history: FakeHistory, text: string): FoundDto[] {
  const found: FoundDto[] = [];
  const event = history.events.find(({ row }) => row.position === text || row.eventId === text);
  if (event) found.push({ kind: "event", position: event.row.position, eventType: event.row.eventType });
  const aggregate = rowsOf(history, text)[0];
  if (aggregate) found.push({ kind: "aggregate", aggregateId: text, aggregateType: aggregate.aggregateType });
  const related = matching(history, { correlationId: text });
  if (related.length > 0)
    found.push({ kind: "correlation", correlationId: text, events: String(related.length) });
  const command = history.commands.get(text);
  if (command) found.push({ kind: "command", commandId: text, commandType: command.commandType });
  return found;
}
