import { expect, it } from "vitest";
import type { EventDetailDto } from "@/ipc";
import { eventJson } from "./model";

const DETAIL: EventDetailDto = {
  row: {
    position: "9007199254740993",
    eventId: "e-1",
    aggregateId: 'app "1"',
    aggregateType: "Application",
    version: 3,
    eventType: "CostCorrected",
    eventVersion: 1,
    timestamp: "2026-01-06T10:00:00.000000Z",
    instant: "2026-01-06T10:00:00.000000Z",
    actor: "officer-456",
    actorType: "User",
    source: "ui",
    causationId: null,
    correlationId: "c-1",
    marked: true,
  },
  data: { text: '{"price":1.10,"big":9007199254740993,"a":1,"a":2}', isJson: true },
  metadata: { text: "not json", isJson: false },
  marks: [],
  cause: null,
};

it("keeps every token of a payload and of the position", () => {
  const text = eventJson(DETAIL);
  expect(text).toContain('"data": {"price":1.10,"big":9007199254740993,"a":1,"a":2}');
  expect(text).toContain('"global_position": 9007199254740993,');
});

it("is valid JSON whatever the store holds", () => {
  expect(JSON.parse(eventJson(DETAIL))).toMatchObject({
    aggregate_id: 'app "1"',
    actor_type: "User",
    causation_id: null,
    metadata: "not json",
  });
  expect(JSON.parse(eventJson({ ...DETAIL, metadata: null }))).toMatchObject({ metadata: null });
});
