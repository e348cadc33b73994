import { type Edit, format, getNodeValue, type Node, parseTree } from "jsonc-parser";

/** A value of a JSON text, with its own spelling. Keys may occur twice; both are there. */
export interface JsonNode {
  /** Where it stands, as a JSON Pointer. */
  path: string;
  /** Its key or its index; `null` at the root. */
  label: string | null;
  kind: "object" | "array" | "string" | "number" | "boolean" | "null";
  /** The token as it is spelled in the text; empty for objects and arrays. */
  spelling: string;
  children: JsonNode[];
  /** Whether the same key occurs more than once beside it. */
  doubled: boolean;
}

/** Nesting deeper than this is shown as text only: a tree of it would exhaust the stack. */
export const DEPTH_MAX = 200;

/** The text with other white space and nothing else changed; `null` if it cannot be done. */
export function formatted(text: string): string | null {
  if (depth(text) > DEPTH_MAX) return null;
  return applied(text, format(text, undefined, { tabSize: 2, insertSpaces: true, eol: "\n" }));
}

/** The text as a tree in which every token keeps its spelling; `null` if it is no JSON or too deep. */
export function tree(text: string): JsonNode | null {
  if (depth(text) > DEPTH_MAX) return null;
  const root = parseTree(text, [], { disallowComments: true });
  return root ? nodeOf(text, root, null, "", false) : null;
}

/** How deep brackets nest, without building anything. */
export function depth(text: string): number {
  let now = 0;
  let most = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === "\\") index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") most = Math.max(most, ++now);
    else if (character === "}" || character === "]") now -= 1;
  }
  return most;
}

/** A key as one step of a JSON Pointer. */
export function pointerStep(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function nodeOf(text: string, node: Node, label: string | null, path: string, doubled: boolean): JsonNode {
  const kind = node.type === "property" ? "null" : node.type;
  const spelling =
    kind === "object" || kind === "array" ? "" : text.slice(node.offset, node.offset + node.length);
  return { path, label, kind, spelling, doubled, children: childrenOf(text, node, path) };
}

function childrenOf(text: string, node: Node, path: string): JsonNode[] {
  const children = node.children ?? [];
  if (node.type === "array")
    return children.map((child, index) => nodeOf(text, child, String(index), `${path}/${index}`, false));
  if (node.type !== "object") return [];
  const keys = children.map((child) => String(child.children?.[0] ? getNodeValue(child.children[0]) : ""));
  const times = new Map<string, number>();
  for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
  return children.flatMap((child, index) => {
    const key = keys[index] ?? "";
    const value = child.children?.[1];
    return value ? [nodeOf(text, value, key, `${path}/${pointerStep(key)}`, (times.get(key) ?? 0) > 1)] : [];
  });
}

/** One pass over the edits; the parser's own way copies the whole text once per edit. */
function applied(text: string, edits: Edit[]): string {
  const parts: string[] = [];
  let end = 0;
  for (const edit of [...edits].sort((a, b) => a.offset - b.offset)) {
    parts.push(text.slice(end, edit.offset), edit.content);
    end = edit.offset + edit.length;
  }
  parts.push(text.slice(end));
  return parts.join("");
}
