import type { CompletionDto, FilterDto, FoundDto, UnderstoodDto } from "@/ipc";
import type { ViewEntry } from "./views";

/** One thing that the search box offers for what is typed in it. */
export type Offer =
  | { kind: "found"; id: string; item: FoundDto }
  | { kind: "search"; id: string; typed: string; filter: FilterDto; terms: string[] }
  | { kind: "view"; id: string; view: ViewEntry }
  | { kind: "completion"; id: string; completion: CompletionDto }
  | { kind: "problem"; id: string; message: string };

/** Whether a text asks for anything at all. */
export function asksForEvents({ filter, terms, problem }: UnderstoodDto): boolean {
  return problem === null && (terms.length > 0 || Object.values(filter).some((part) => part != null));
}

/** What is offered: what the text names, the events that it asks for, views of that name, ways to go on typing. */
export function offersFor(
  typed: string,
  views: readonly ViewEntry[],
  found: readonly FoundDto[],
  understood: UnderstoodDto | undefined,
  completions: readonly CompletionDto[],
): Offer[] {
  const word = typed.trim().toLowerCase();
  const offers: Offer[] = found.map((item) => ({ kind: "found", id: keyOf(item), item }));
  if (understood && asksForEvents(understood) && found.length === 0) {
    const { filter, terms } = understood;
    offers.push({ kind: "search", id: "search", typed: typed.trim(), filter, terms });
  }
  for (const view of views)
    if (view.label.toLowerCase().startsWith(word)) offers.push({ kind: "view", id: `view ${view.to}`, view });
  if (word !== "")
    for (const completion of completions)
      offers.push({ kind: "completion", id: `completion ${completion.insert}`, completion });
  if (understood?.problem) {
    const { message } = understood.problem;
    offers.push({ kind: "problem", id: "problem", message });
  }
  return offers;
}

/** Words and phrases as they are typed, so that they are read again as they are. */
export function spelled(terms: readonly string[]): string {
  const quoted = (term: string) => `"${term.replace(/["\\]/g, (sign) => `\\${sign}`)}"`;
  return terms.map((term) => (/[\s":\\#]/.test(term) ? quoted(term) : term)).join(" ");
}

/** A text with a completion put in. */
export function completed(text: string, { from, to, insert }: CompletionDto): string {
  return text.slice(0, from) + insert + text.slice(to);
}

function keyOf(item: FoundDto): string {
  if (item.kind === "event") return `event ${item.position}`;
  if (item.kind === "aggregate") return `aggregate ${item.aggregateId}`;
  return item.kind === "correlation" ? `correlation ${item.correlationId}` : `command ${item.commandId}`;
}
