import { expect, test } from "vitest";
import { fakeIpc } from "./index";

const ignored = () => {};

async function operationWith(events: number) {
  const ipc = fakeIpc({ events: 600 });
  const { rows } = await ipc.queryEvents({}, { after: null, order: "oldestFirst", limit: 600 });
  const counts = new Map<string, number>();
  for (const { correlationId: id } of rows) if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  const found = [...counts].find(([, count]) => count === events)?.[0];
  if (found === undefined) throw new Error(`no operation has ${events} events`);
  return { ipc, id: found };
}

test("an operation is told from its causes down, each node after its parent", async () => {
  const { ipc, id } = await operationWith(4);
  const { nodes, facts } = await ipc.trace(id, ignored);
  expect(facts.events).toBe(4);
  const own = nodes.filter(({ kind, outside }) => kind === "event" && !outside);
  expect(own).toHaveLength(4);
  expect(own[0]?.size).toBeGreaterThan(1);
  nodes.forEach(({ parent, depth, size }, at) => {
    const above = parent === null ? undefined : nodes[parent];
    expect(depth).toBe(above ? above.depth + 1 : 0);
    if (above && parent !== null) expect(at + size).toBeLessThanOrEqual(parent + above.size);
  });
});

test("an operation beside itself is all the same", async () => {
  const { ipc, id } = await operationWith(3);
  const { both, onlyLeft, onlyRight, pairs } = await ipc.compareTraces(id, id, ignored);
  expect([both, onlyLeft, onlyRight]).toEqual([pairs.length, 0, 0]);
  expect(pairs.every(({ delayMicros }) => delayMicros === "0")).toBe(true);
});

test("a check of a sound store has notices and no faults", async () => {
  const { ipc, id } = await operationWith(3);
  const report = await ipc.check({ kind: "store" }, ignored);
  expect([report.faults, report.notices]).toEqual([0, report.findings.length]);
  expect(report.notices).toBeGreaterThan(0);
  const one = await ipc.check({ kind: "correlation", correlationId: id }, ignored);
  expect(one.events).toBe("3");
});

test("an actor's hours add up to their events", async () => {
  const { ipc } = await operationWith(3);
  const { events, hours, aggregates, commands } = await ipc.actor("officer-456", 60, null, ignored);
  const sum = (numbers: number[]) => numbers.reduce((one, other) => one + other, 0);
  expect(sum(hours)).toBe(events);
  expect(sum(aggregates.map((aggregate) => aggregate.events))).toBe(events);
  expect(sum(commands.map((command) => command.events))).toBe(events);
});
