import type { EventDetailDto, MarkDto, PayloadDto } from "@/ipc";

/**
 * The event as JSON with the table's column names. Payloads go in byte for byte, so that no number is rounded and
 * no doubled key is lost; a payload that is not JSON goes in as a string.
 */
export function eventJson({ row, data, metadata }: EventDetailDto): string {
  const cells: [string, string][] = [
    ["global_position", row.position],
    ["event_id", quoted(row.eventId)],
    ["aggregate_id", quoted(row.aggregateId)],
    ["aggregate_type", quoted(row.aggregateType)],
    ["aggregate_version", String(row.version)],
    ["event_type", quoted(row.eventType)],
    ["event_version", String(row.eventVersion)],
    ["event_timestamp", quoted(row.timestamp)],
    ["actor", quoted(row.actor)],
    ["actor_type", quoted(row.actorType)],
    ["source", quoted(row.source)],
    ["causation_id", row.causationId === null ? "null" : quoted(row.causationId)],
    ["correlation_id", row.correlationId === null ? "null" : quoted(row.correlationId)],
    ["data", payload(data)],
    ["metadata", metadata === null ? "null" : payload(metadata)],
  ];
  return `{\n${cells.map(([name, text]) => `  ${quoted(name)}: ${text}`).join(",\n")}\n}\n`;
}

/** What a mark says, in words. */
export function markText(mark: MarkDto): string {
  switch (mark.kind) {
    case "spelling":
      return "understood, but spelled in another way than the store's own";
    case "unreadable":
      return "no meaning could be given to it";
    case "missing":
      return "nothing stands there, though something must";
  }
}

function payload({ text, isJson }: PayloadDto): string {
  return isJson ? text : quoted(text);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
