import { scaleLinear } from "d3-scale";

/** A line under the scrubber. */
export interface Tick {
  version: number;
  isLabelled: boolean;
}

/** With more versions than this, single ones can no longer be told apart. */
const SINGLE_MAX = 60;
const LABELS = 6;
/** Nearer to the last version than this part of the whole, a round label gives way to the last one's. */
const CLEARANCE = 0.06;

/** Lines for every version where they can be told apart, and labels at round ones and at the last. */
export function ticks(last: number): Tick[] {
  if (last < 1) return [{ version: 0, isLabelled: true }];
  const round = scaleLinear().domain([0, last]).ticks(Math.min(LABELS, last));
  const labelled = new Set(
    round.filter((version) => Number.isInteger(version) && version < last * (1 - CLEARANCE)).concat(last),
  );
  const drawn =
    last <= SINGLE_MAX ? Array.from({ length: last + 1 }, (_, version) => version) : [...labelled];
  return drawn.map((version) => ({ version, isLabelled: labelled.has(version) }));
}
