/** How many characters at the end of an id stay in sight. */
export const ID_END = 8;

/**
 * Parts an id in two, so that the first can be cut where there is no room. Ids that were made in one moment begin alike,
 * since they begin with the time: only the end tells one from another.
 */
export function cutId(id: string): [head: string, end: string] {
  const characters = [...id];
  const at = Math.max(0, characters.length - ID_END);
  return [characters.slice(0, at).join(""), characters.slice(at).join("")];
}
