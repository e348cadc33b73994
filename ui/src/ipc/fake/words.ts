import type { CompletionDto, FacetValueDto, FieldDto, FilterDto, UnderstoodDto } from "../bindings";

/** What may stand in front of a colon, and the part of the filter that it means. */
const KEYS: Record<string, keyof FilterDto> = {
  type: "eventType",
  kind: "aggregateType",
  aggregate: "aggregateId",
  actor: "actor",
  as: "actorType",
  source: "source",
  correlation: "correlationId",
  cause: "causationId",
  after: "from",
  before: "until",
  "from-position": "fromPosition",
  "to-position": "toPosition",
};
const PART = /(?:([^\s":]+):)?("(?:\\.|[^"\\])*"?|\S*)/g;
const FIELDS: readonly string[] = ["eventType", "aggregateType", "actor", "actorType", "source"];

interface Part {
  key: string | null;
  value: string;
  isOpen: boolean;
  from: number;
  valueFrom: number;
  to: number;
}

/** What a text in the search box asks for, as far as a made-up store needs it. */
export function understood(text: string): UnderstoodDto {
  const result: UnderstoodDto = { filter: {}, terms: [], id: wholeId(text.trim()), problem: null };
  for (const part of parts(text)) {
    const field = part.key === null ? undefined : KEYS[part.key];
    const message = problemOf(part, field, result.filter);
    if (message !== null) result.problem ??= { message, from: part.from, to: part.to };
    else if (field) result.filter[field] = part.value;
    else if (part.value !== "" && !part.value.startsWith("#")) result.terms.push(part.value);
  }
  return result;
}

function problemOf(part: Part, field: keyof FilterDto | undefined, filter: FilterDto): string | null {
  if (part.isOpen) return 'This quote is not closed; end the phrase with another ".';
  if (part.key === null) return null;
  if (field === undefined) return `There is no filter ${part.key}:.`;
  if (part.value === "") return `Say what ${part.key}: is to be.`;
  if (filter[field] != null) return `${part.key}: is said twice; one is the most.`;
  const isTime = field === "from" || field === "until";
  if (isTime && Number.isNaN(Date.parse(part.value)))
    return "An instant looks like 2026-03-31 or 2026-03-31T23:59:00Z.";
  return null;
}

/** Ways to go on typing: names of filters, then words of the store. */
export function completions(
  text: string,
  cursor: number,
  words: (field: FieldDto) => FacetValueDto[],
): CompletionDto[] {
  const part = parts(text).find(({ from, to }) => from < cursor && cursor <= to);
  if (!part) return keys("", cursor, cursor);
  if (part.key === null) return keys(part.value, part.from, part.to);
  const field = KEYS[part.key];
  if (!field || !FIELDS.includes(field)) return [];
  const fitting = words(field as FieldDto).filter(({ value }) =>
    value?.toLowerCase().includes(part.value.toLowerCase()),
  );
  return fitting.slice(0, 20).map(({ value, count }) => ({
    label: value ?? "",
    insert: `${/[\s"]/.test(value ?? "") ? JSON.stringify(value) : value} `,
    from: part.valueFrom,
    to: part.to,
    count,
  }));
}

function keys(typed: string, from: number, to: number): CompletionDto[] {
  const fitting = Object.keys(KEYS).filter((key) => key.startsWith(typed.toLowerCase()));
  return fitting.map((key) => ({ label: `${key}:`, insert: `${key}:`, from, to, count: null }));
}

function parts(text: string): Part[] {
  return [...text.matchAll(PART)]
    .filter(([whole]) => whole !== "")
    .map(({ 0: whole, 1: key = null, 2: value = "", index }) => {
      const isQuoted = value.startsWith('"');
      const isOpen = isQuoted && (value.length === 1 || !value.endsWith('"'));
      return {
        key: key?.toLowerCase() ?? null,
        value: isQuoted ? value.slice(1, isOpen ? undefined : -1).replace(/\\(["\\])/g, "$1") : value,
        isOpen,
        from: index,
        valueFrom: index + whole.length - value.length,
        to: index + whole.length,
      };
    });
}

function wholeId(text: string): string | null {
  const isId = /^(#?\d{1,19}|[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12})$/i.test(text);
  return isId ? text : null;
}
