import type { CatalogStatusDto, StoreChangeDto } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";

/** How much of the store the catalog has read, in percent; all of it only once it has. */
export function percent({ known, total }: CatalogStatusDto): number {
  const [read, all] = [Number(known), Number(total)];
  return all > 0 && read < all ? Math.floor((read / all) * 100) : all > 0 ? 100 : 0;
}

/** What the window's frame says of the catalog; `null` while it does its work and nothing is to be said. */
export function shortWords(status: CatalogStatusDto): string | null {
  switch (status.phase) {
    case "loading":
      return "Catalog…";
    case "building":
      return `Catalog ${percent(status)}%`;
    case "paused":
      return `Catalog paused, ${percent(status)}%`;
    case "failed":
      return "Catalog stopped";
    default:
      return null;
  }
}

/** What it is doing, in a sentence or two. */
export function longWords(status: CatalogStatusDto): string {
  const { phase, known, total } = status;
  const of = `${grouped(known)} of ${counted(total, "event")}`;
  switch (phase) {
    case "off":
      return "There is none yet. Counts come from the store itself and take longer.";
    case "loading":
      return "Takes over what it kept, and holds it against the store.";
    case "building":
      return `Reads the store: ${of}${pace(status)}. Everything can be used meanwhile.`;
    case "paused":
      return `Paused at ${of}. Counts by type, actor and source are of these alone.`;
    case "following":
      return `Knows all ${counted(known, "event")}, and looks for new ones every second.`;
    case "reading":
      return `Knows all ${counted(known, "event")}. Another window keeps the side file, so this one only reads it.`;
    case "failed":
      return `Stands at ${of}. Counts by type, actor and source are of these alone.`;
  }
}

/** How fast it is and how long it will take. */
function pace({ perSecond, secondsLeft }: CatalogStatusDto): string {
  if (!perSecond) return "";
  const left = secondsLeft === null ? "" : `, ${duration(secondsLeft)} left`;
  return `, ${grouped(perSecond)} a second${left}`;
}

/** A time span as somebody waiting for its end would say it. */
export function duration(seconds: number): string {
  if (seconds < 2) return "a second";
  if (seconds < 90) return `${seconds} seconds`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} minutes`;
  return `${Math.round(seconds / 3600)} hours`;
}

/** At how many aggregates it was looked, whether they are deleted; `null` where none will be. */
export function marksWords({ marks, phase }: CatalogStatusDto): string | null {
  const [looked, total] = [Number(marks.looked), Number(marks.total)];
  if (phase !== "following" || total === 0) return null;
  if (looked >= total) return `Looked at all ${grouped(total)}, whether they are deleted.`;
  const way = marks.paused ? "Paused, having looked" : "Looked";
  return `${way} at ${grouped(looked)} of ${grouped(total)}, whether they are deleted.`;
}

const PAST = "The past of this store is not what it was:";

const CHANGES: Record<StoreChangeDto, string> = {
  otherEvents: `${PAST} it holds other events than when it was read before.`,
  otherCount: `${PAST} it holds more or fewer events up to the last one that was known.`,
  eventsChanged: `${PAST} events were changed in place after they had been read.`,
  textsChanged: `${PAST} payloads or metadata were changed in place after they had been read.`,
  // An index that was added does this as well as a rule that was taken away: nobody is to be suspected for sure.
  rulesChanged:
    "The schema of this store was changed since it was read. A new index or a VACUUM does that; so does taking a rule away, and then events may have been changed as well.",
};

/** How the store was found to be other than it was. */
export function changeWords(change: StoreChangeDto): string {
  return CHANGES[change];
}

/** How far the text index is. */
export function textWords({ text, phase, known }: CatalogStatusDto): string {
  if (!text.enabled)
    return "Off. A search reads the store from its end, which finds the same and takes longer.";
  if (text.complete) return "Holds the text of every event.";
  const of = `${grouped(text.known)} of ${counted(known, "event")}`;
  return phase === "following" || phase === "reading"
    ? `Being written: ${of}.`
    : `${of}; it is written on once the catalog knows every event.`;
}
