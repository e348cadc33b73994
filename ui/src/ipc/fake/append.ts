import type { AppendRequestDto, AppendResultDto, EventRowDto } from "../bindings";
import { IpcError } from "../errors";
import { rowsOf } from "./ask";
import type { FakeHistory } from "./history";

/** Sends a command to the made-up store, which answers as a real one does. */
export function appended(
  history: FakeHistory,
  writable: boolean,
  request: AppendRequestDto,
): AppendResultDto {
  if (!writable)
    throw new IpcError("readOnly", "The store is open for reading only. Open it for writing first.");
  const commandId = request.commandId ?? crypto.randomUUID();
  const { aggregateId } = request;
  const hash = JSON.stringify(request);
  const earlier = history.commands.get(commandId);
  const made = history.events.filter(({ row }) => row.causationId === commandId).map(({ row }) => row);
  if (earlier && earlier.hash !== hash) return { status: "commandReused", commandId };
  if (earlier) return { status: "alreadyProcessed", commandId, aggregateId, ...span(made) };
  const actual = rowsOf(history, aggregateId).at(-1)?.version ?? null;
  const conflict = conflictWith(request, actual);
  if (conflict !== null) return { status: "conflict", commandId, aggregateId, expected: conflict, actual };
  return {
    status: "appended",
    commandId,
    aggregateId,
    ...span(record(history, request, commandId, hash, actual ?? 0)),
  };
}

function conflictWith({ expectedVersion: expected }: AppendRequestDto, actual: number | null): string | null {
  if (expected.kind === "noStream") return actual === null ? null : "no_stream";
  if (expected.kind === "streamExists") return actual === null ? "stream_exists" : null;
  if (expected.kind === "exact") return expected.version === (actual ?? 0) ? null : String(expected.version);
  return null;
}

function record(
  history: FakeHistory,
  request: AppendRequestDto,
  commandId: string,
  hash: string,
  version: number,
): EventRowDto[] {
  const processedAt = new Date().toISOString().replace("Z", "000Z");
  const { commandType, actor, data } = request;
  const [first, count] = [history.events.length + 1, request.events.length];
  history.commands.set(commandId, { commandId, commandType, actor, processedAt, data, hash, first, count });
  return request.events.map((event, index) => {
    const row: EventRowDto = {
      position: String(history.events.length + 1),
      eventId: crypto.randomUUID(),
      aggregateId: request.aggregateId,
      aggregateType: request.aggregateType,
      version: version + index + 1,
      eventType: event.eventType,
      eventVersion: event.eventVersion,
      timestamp: processedAt,
      instant: processedAt,
      actor,
      actorType: request.actorType,
      source: request.source,
      causationId: event.causationId ?? commandId,
      correlationId: request.correlationId,
      marked: false,
    };
    history.events.push({ row, data: event.data, metadata: event.metadata ?? request.metadata });
    return row;
  });
}

function span(rows: EventRowDto[]) {
  const first = rows[0];
  const last = rows.at(-1);
  return {
    firstVersion: first?.version ?? null,
    lastVersion: last?.version ?? null,
    firstPosition: first?.position ?? null,
    lastPosition: last?.position ?? null,
  };
}
