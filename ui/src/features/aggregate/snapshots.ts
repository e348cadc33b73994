import type { SnapshotMarkDto } from "@/ipc";

/** With more marks than this along the scrubber, single ones can no longer be told apart. */
const DRAWN_MAX = 200;

/** The snapshots to draw along a history: of those that would lie on each other, one, rather one that fits. */
export function drawnSnapshots(snapshots: readonly SnapshotMarkDto[], last: number): SnapshotMarkDto[] {
  const drawn = new Map<number, SnapshotMarkDto>();
  for (const snapshot of snapshots) {
    const place = Math.round((snapshot.version / Math.max(1, last)) * DRAWN_MAX);
    if (snapshot.version <= last && (!drawn.has(place) || snapshot.fits)) drawn.set(place, snapshot);
  }
  return [...drawn.values()];
}
