/** A stretch of text: plain, or one character that would be unseen or would mislead, spelled out. */
export type Stretch = { kind: "plain"; text: string } | { kind: "escape"; text: string; name: string };

// Control and format characters, line and paragraph separators, halves of pairs and whatever else is drawn as
// nothing; but not tabs and line ends, nor the selectors that choose between a text's and an emoji's form.
const HOSTILE =
  /(?![\t\n]|\r\n|\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const NAMES: Record<number, string> = {
  0: "null",
  173: "soft hyphen",
  8203: "zero width space",
  8204: "zero width non-joiner",
  8205: "zero width joiner",
  8206: "left-to-right mark",
  8207: "right-to-left mark",
  8234: "left-to-right embedding",
  8235: "right-to-left embedding",
  8236: "pop directional formatting",
  8237: "left-to-right override",
  8238: "right-to-left override",
  8294: "left-to-right isolate",
  8295: "right-to-left isolate",
  8296: "first strong isolate",
  8297: "pop directional isolate",
  65279: "byte order mark",
};

/** Splits text so that nothing in it stays unseen; joined, the plain parts and escaped characters are the text. */
export function stretches(text: string): Stretch[] {
  const found: Stretch[] = [];
  let end = 0;
  for (const match of text.matchAll(HOSTILE)) {
    if (match.index > end) found.push({ kind: "plain", text: text.slice(end, match.index) });
    found.push(escapeOf(match[0]));
    end = match.index + match[0].length;
  }
  if (end < text.length || found.length === 0) found.push({ kind: "plain", text: text.slice(end) });
  return found;
}

/** The text with escapes spelled out, for places that take a string only, such as an accessible name. */
export function visible(text: string): string {
  return stretches(text)
    .map((stretch) => stretch.text)
    .join("");
}

function escapeOf(character: string): Stretch {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase().padStart(4, "0");
  const text = code > 0xffff ? `\\u{${hex}}` : `\\u${hex}`;
  return { kind: "escape", text, name: `U+${hex} ${NAMES[code] ?? "unseen character"}` };
}
