import type { MarksDto } from "@/ipc";
import { grouped } from "@/shared/lib/number";

/** In how many steps a list is read anew while aggregates are looked at. */
const STEPS = 20;

/** At how many aggregates somebody has looked, whether they are deleted; `null` where at all of them, or none will be. */
export function lookedWords({ looked, total, paused }: MarksDto): string | null {
  const [done, all] = [Number(looked), Number(total)];
  if (done >= all) return null;
  const words = `Deleted or not: looked at ${grouped(done)} of ${grouped(all)}`;
  return paused ? `${words}, paused` : words;
}

/** How far the looking is, in few steps. */
export function stepOf({ looked, total }: MarksDto): number {
  return Number(total) === 0 ? STEPS : Math.floor((STEPS * Number(looked)) / Number(total));
}

/**
 * The step that a list shows. It goes on with the looking, and back when that is begun anew; that a new event takes one
 * aggregate's mark away for a moment moves nothing.
 */
export function shownStep(shown: number, now: number): number {
  return now > shown || now < shown - 1 ? now : shown;
}
