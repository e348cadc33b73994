import { type ParseErrorCode, printParseErrorCode, visit } from "jsonc-parser";
import { depth } from "@/shared/lib/json";

/** Where a text stops being JSON, and why. Line and column count from 1. */
export interface JsonProblem {
  message: string;
  line: number;
  column: number;
}

/** The store's own limit. */
const DEPTH_MAX = 1000;

const WORDS: Record<string, string> = {
  InvalidSymbol: "this is no JSON value; texts stand in double quotes",
  InvalidNumberFormat: "this number is not spelled as JSON wants it",
  PropertyNameExpected: "a key in double quotes is expected here",
  ValueExpected: "a value is expected here",
  ColonExpected: "a colon is expected here",
  CommaExpected: "a comma is expected here",
  CloseBraceExpected: "a closing } is missing here",
  CloseBracketExpected: "a closing ] is missing here",
  EndOfFileExpected: "something follows after the end of the value",
  InvalidCommentToken: "JSON has no comments",
  UnexpectedEndOfComment: "JSON has no comments",
  UnexpectedEndOfString: "this text has no closing double quote",
  UnexpectedEndOfNumber: "this number ends too early",
  InvalidUnicode: "\\u needs four hexadecimal digits",
  InvalidEscapeCharacter: "there is no such escape in JSON",
  InvalidCharacter: "a control character must be written as an escape",
};

/** The first thing that keeps a text from being JSON as the store takes it; null where it is JSON. */
export function jsonProblem(text: string): JsonProblem | null {
  if (text.trim() === "") return at(1, 1, "a JSON value is expected here, such as {}");
  if (depth(text) > DEPTH_MAX) return at(1, 1, `it is nested deeper than ${DEPTH_MAX} levels`);
  return strays(text) ?? refused(text);
}

/** The parser that says where something is wrong. */
function strays(text: string): JsonProblem | null {
  let first: JsonProblem | null = null;
  const onError = (code: ParseErrorCode, _offset: number, _length: number, line: number, column: number) => {
    first ??= at(line + 1, column + 1, WORDS[printParseErrorCode(code)] ?? "this is no JSON");
  };
  visit(text, { onError }, { disallowComments: true, allowTrailingComma: false });
  return first;
}

/** The parser that has the last word on what is JSON. */
function refused(text: string): JsonProblem | null {
  try {
    JSON.parse(text);
    return null;
  } catch {
    return at(1, 1, "this is no JSON");
  }
}

function at(line: number, column: number, words: string): JsonProblem {
  return { message: `Line ${line}, column ${column}: ${words}.`, line, column };
}
