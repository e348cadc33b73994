/** With what the form begins, as it stands in a link. */
export interface AppendSearch {
  aggregate?: string;
}

/** Reads a link to the form. */
export function readAppendSearch({ aggregate }: Record<string, unknown>): AppendSearch {
  return typeof aggregate === "string" && aggregate !== "" ? { aggregate } : {};
}
