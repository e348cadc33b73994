const GROUPED = new Intl.NumberFormat("en-US");

/** A whole number with its thousands set apart; takes decimal text of any size. */
export function grouped(value: string | number | bigint): string {
  if (typeof value !== "string") return GROUPED.format(value);
  return /^-?\d+$/.test(value) ? GROUPED.format(BigInt(value)) : value;
}

/** A count with its noun in the right form. */
export function counted(value: string | number, one: string, many = `${one}s`): string {
  return `${grouped(value)} ${String(value) === "1" ? one : many}`;
}

/** A size in bytes for people. */
export function bytes(size: number): string {
  if (size < 1024) return `${size} B`;
  if (size < 1024 * 1024) return `${Math.round(size / 1024)} KB`;
  return `${(size / (1024 * 1024)).toFixed(1)} MB`;
}
