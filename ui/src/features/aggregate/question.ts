import type { ConditionDto, MomentDto, TestDto } from "@/ipc";
import { tree } from "@/shared/lib/json";

/** What is asked about a path, as it stands in a link; without a test, when it changed: the life of a field. */
export interface QuestionSearch {
  path?: string;
  test?: Exclude<TestKind, "changes">;
  /** What it is held against, as JSON text. */
  value?: string;
  /** Asked of every aggregate of the type, not of this one alone. */
  over?: "type";
}

export type TestKind = TestDto["kind"];

/** The tests in the order in which they are offered. Each is about becoming: what was true before is no moment. */
export const TESTS: readonly { key: TestKind; label: string; takesValue: boolean }[] = [
  { key: "changes", label: "changes", takesValue: false },
  { key: "exists", label: "begins to exist", takesValue: false },
  { key: "equals", label: "becomes", takesValue: true },
  { key: "above", label: "rises above", takesValue: true },
  { key: "below", label: "falls below", takesValue: true },
];

/** Reads a link. */
export function readQuestion({ path, test, value, over }: Record<string, unknown>): QuestionSearch {
  if (typeof path !== "string") return {};
  const known = TESTS.find(({ key }) => key === test);
  return {
    path,
    ...(known && known.key !== "changes" && { test: known.key }),
    ...(known?.takesValue && typeof value === "string" && { value }),
    ...(over === "type" && { over }),
  };
}

/** A question that can be asked, or what is wrong with which part of it. */
export type Reading =
  | { kind: "condition"; condition: ConditionDto }
  | { kind: "wrong"; part: "path" | "value"; message: string };

/** Reads what somebody asks. */
export function conditionOf(path: string, test: TestKind, value: string): Reading {
  const problem = pathProblem(path);
  if (problem !== null) return { kind: "wrong", part: "path", message: problem };
  if (test === "changes" || test === "exists")
    return { kind: "condition", condition: { path, test: { kind: test } } };
  const wrong = valueProblem(test, value.trim());
  if (wrong !== null) return { kind: "wrong", part: "value", message: wrong };
  return { kind: "condition", condition: { path, test: { kind: test, value: value.trim() } } };
}

/** What is wrong with a path; `null` where it is a JSON Pointer. */
export function pathProblem(path: string): string | null {
  if (path !== "" && !path.startsWith("/")) return `A path begins with a slash: ${suggested(path)}`;
  if (/~(?![01])/.test(path)) return "In a path, ~ is written ~0, and a slash inside a key ~1.";
  return null;
}

function valueProblem(test: TestKind, text: string): string | null {
  if (text === "") return 'Type what it is held against, such as 100 or "Active".';
  if (!isJson(text))
    return `This is not JSON. A text stands in quotes: ${JSON.stringify(text.replaceAll('"', ""))}`;
  const isOrdered = /^["\-\d]/.test(text);
  return test !== "equals" && !isOrdered ? "Only numbers and texts can be above or below another." : null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return tree(text) !== null;
  } catch {
    return false;
  }
}

/** A path spelled as programs do, as a JSON Pointer. */
function suggested(path: string): string {
  return `/${path
    .replace(/^\$\.?/, "")
    .replaceAll(/\[(\d+)\]/g, ".$1")
    .replaceAll(".", "/")}`;
}

/** What becomes true, in words, such as "/owner changes". */
export function conditionWords({ path = "", test, value }: QuestionSearch): string {
  const label = TESTS.find(({ key }) => key === (test ?? "changes"))?.label ?? "";
  return `${path === "" ? "the whole state" : path} ${label}${value === undefined ? "" : ` ${value}`}`;
}

/** A question in words: what a list of answers is called. */
export function questionWords(
  { path = "", test, value, over }: QuestionSearch,
  aggregateType: string,
): string {
  const field = path === "" ? "the whole state" : path;
  const where = over ? `, in every ${aggregateType}` : "";
  if (test === undefined) return `${over ? "Every change of" : "The life of"} ${field}${where}`;
  const label = TESTS.find(({ key }) => key === test)?.label ?? test;
  return `When ${field} ${label}${value === undefined ? "" : ` ${value}`}${where}`;
}

/** The moments that had come at an instant; all of them where no instant is meant. */
export function hitsUntil(hits: readonly MomentDto[], asOf: string | null): readonly MomentDto[] {
  if (asOf === null) return hits;
  return hits.filter(({ event }) => event.instant !== null && event.instant <= asOf);
}
