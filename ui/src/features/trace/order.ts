import type { TraceDto } from "@/ipc";
import { microsBetween } from "./span";

/** When things happened in an operation. */
export interface Timing {
  /** How long after the beginning of the operation each node came, in microseconds; null where it cannot be told. */
  offsets: readonly (number | null)[];
  /** The nodes of the operation in order of time. */
  order: readonly number[];
}

/** Puts the nodes of an operation in order of time; causes elsewhere and causes nowhere are not among them. */
export function timingOf({ nodes, facts }: TraceDto): Timing {
  const offsets = nodes.map(({ instant }) => microsBetween(facts.firstAt, instant));
  const order = nodes.flatMap(({ outside, kind }, at) => (outside || kind === "missing" ? [] : [at]));
  // An instant that cannot be read stays where the tree has it.
  let last = 0;
  const when = offsets.map((offset) => {
    last = offset ?? last;
    return last;
  });
  order.sort((one, other) => (when[one] ?? 0) - (when[other] ?? 0) || placeOf(nodes, one, other));
  return { offsets, order };
}

function placeOf(nodes: TraceDto["nodes"], one: number, other: number): number {
  const [a, b] = [nodes[one]?.position, nodes[other]?.position];
  if (!a || !b) return one - other;
  return a.length - b.length || (a < b ? -1 : 1);
}

/** The node before or after one in time, of those that `belongs` lets through. */
export function nextInTime(
  { order }: Timing,
  node: number | null,
  step: 1 | -1,
  belongs: (node: number) => boolean = () => true,
): number | null {
  const at = node === null ? -1 : order.indexOf(node);
  const begin = at < 0 ? (step > 0 ? 0 : order.length - 1) : at + step;
  for (let index = begin; index >= 0 && index < order.length; index += step) {
    const found = order[index];
    if (found !== undefined && belongs(found)) return found;
  }
  return null;
}
