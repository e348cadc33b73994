import type { TraceDto, TraceNodeDto, TraceRunDto } from "@/ipc";

type Given = Partial<TraceNodeDto> & { depth: number };

/** An operation out of nodes of which only the depth must be given; for tests. */
export function traceWith(given: Given[], runs: TraceRunDto[] = []): TraceDto {
  const parents: number[] = [];
  const nodes = given.map((node, at): TraceNodeDto => {
    parents[node.depth] = at;
    return {
      kind: "event",
      outside: false,
      parent: node.depth === 0 ? null : (parents[node.depth - 1] ?? null),
      size: 1,
      link: node.depth === 0 ? "first" : "named",
      cycle: null,
      id: `node ${at}`,
      name: 0,
      position: String(at + 1),
      instant: "2026-01-01T00:00:00.000000Z",
      aggregate: 0,
      version: at + 1,
      actor: 0,
      source: 0,
      ...node,
    };
  });
  for (let at = nodes.length - 1; at >= 0; at -= 1) {
    const [node, above] = [nodes[at], nodes[nodes[at]?.parent ?? -1]];
    if (node && above) above.size += node.size;
  }
  const named = (aggregateId: string) => ({
    aggregateId,
    aggregateType: "Application",
    events: 1,
    before: 0,
    after: 1,
    others: 0,
  });
  const count = Math.max(0, ...nodes.map(({ aggregate }) => aggregate ?? 0)) + 1;
  return {
    correlationId: "operation",
    nodes,
    runs,
    aggregates: Array.from({ length: count }, (_, at) => named(`aggregate ${at}`)),
    otherAggregates: [],
    types: ["Created", "Changed"],
    actors: ["officer-456", "cmdb-import"],
    sources: ["ui", "api"],
    facts: {
      total: nodes.length,
      events: nodes.length,
      commands: 0,
      outside: 0,
      missing: 0,
      cycles: 0,
      firstAt: nodes[0]?.instant ?? null,
      lastAt: nodes.at(-1)?.instant ?? null,
      durationMicros: "0",
      actors: [],
      sources: [],
      eventTypes: [],
    },
  };
}
