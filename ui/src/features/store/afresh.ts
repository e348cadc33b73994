/** Where another store begins: at its first view, with nothing that was said of the times of the one before. */
export const AFRESH = {
  to: "/explore",
  search: { asOf: undefined, zoom: undefined, stack: undefined },
} as const;
