import type { ActorDto, EventRowDto } from "../bindings";
import { counted, known, matching } from "./ask";
import { recorderOf } from "./forest";
import type { FakeHistory } from "./history";

/** What somebody did in the made-up store. */
export function acted(
  history: FakeHistory,
  actor: string,
  offsetMinutes: number,
  asOf: string | null,
): ActorDto {
  const until = asOf === null ? null : new Date(Date.parse(asOf) + 1).toISOString();
  const events = matching(history, { actor, until });
  const first = known(events[0], actor);
  const hours = new Array<number>(168).fill(0);
  for (const { instant } of events) {
    const local = new Date(Date.parse(instant ?? "") + offsetMinutes * 60_000);
    const hour = ((local.getUTCDay() + 6) % 7) * 24 + local.getUTCHours();
    hours[hour] = (hours[hour] ?? 0) + 1;
  }
  const touched = new Map<string, EventRowDto[]>();
  for (const row of events) touched.set(row.aggregateId, [...(touched.get(row.aggregateId) ?? []), row]);
  const commands = counted(events.map((row) => JSON.stringify(commandOf(history, row))));
  return {
    actor,
    events: events.length,
    firstAt: first.instant,
    lastAt: events.at(-1)?.instant ?? null,
    actorTypes: counted(events.map(({ actorType }) => actorType)),
    sources: counted(events.map(({ source }) => source)),
    eventTypes: counted(events.map(({ eventType }) => eventType)),
    aggregateTypes: counted(events.map(({ aggregateType }) => aggregateType)),
    aggregateCount: touched.size,
    aggregatesCapped: false,
    aggregates: [...touched.values()]
      .map((rows) => {
        const last = known(rows.at(-1), actor);
        const { aggregateId, aggregateType, position, instant } = last;
        return {
          aggregateId,
          aggregateType,
          events: rows.length,
          lastPosition: position,
          lastAt: instant,
        };
      })
      .sort((a, b) => b.events - a.events),
    commands: commands.map(({ name, count }) => ({ ...JSON.parse(name), events: count })),
    withoutCommand: 0,
    offsetMinutes,
    hours,
    untimed: 0,
  };
}

function commandOf(history: FakeHistory, row: EventRowDto) {
  const { commandType, actor } = known(recorderOf(history, row), row.position);
  return { commandType, actor };
}
