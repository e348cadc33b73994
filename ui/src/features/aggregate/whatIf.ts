import type { AtDto, FoldedByDto, FoldWishDto, ProjectionDto } from "@/ipc";

/** What a view supposes that did not happen, or happened otherwise, as it stands in a link. */
export interface WhatIfSearch {
  /** Versions left out, with commas between. */
  without?: string;
  /** `merge`, or the file of a projection; nobody calls a module just so. */
  fold?: string;
}

/** The same, read. */
export interface WhatIf {
  without: readonly number[];
  fold: FoldWishDto;
}

/** What really happened, folded as the store's owner wishes. */
export const REAL: WhatIf = { without: [], fold: { kind: "auto" } };

/** More versions than this are not left out at once. */
const WITHOUT_MAX = 100;

/** Reads a link. */
export function readWhatIf({ without, fold }: Record<string, unknown>): WhatIfSearch {
  const versions =
    typeof without === "string" || typeof without === "number" ? versionsIn(String(without)) : [];
  return {
    ...(versions.length > 0 && { without: versions.join(",") }),
    ...(typeof fold === "string" && fold !== "" && { fold }),
  };
}

/** What a link supposes. */
export function whatIfOf({ without = "", fold }: WhatIfSearch): WhatIf {
  return { without: versionsIn(without), fold: wishOf(fold) };
}

/** The part of a link that supposes this. */
export function searchOfWhatIf({ without, fold }: WhatIf): {
  without: string | undefined;
  fold: string | undefined;
} {
  return {
    without: without.length > 0 ? without.join(",") : undefined,
    fold: fold.kind === "auto" ? undefined : fold.kind === "merge" ? "merge" : fold.file,
  };
}

/** Whether anything is supposed at all. */
export function isReal({ without, fold }: WhatIf): boolean {
  return without.length === 0 && fold.kind === "auto";
}

/** Leaves one more version out, or takes it in again. */
export function toggled({ without, fold }: WhatIf, version: number): WhatIf {
  const rest = without.filter((other) => other !== version);
  const next = rest.length < without.length ? rest : [...without, version].sort((a, b) => a - b);
  return { without: next.slice(0, WITHOUT_MAX), fold };
}

/**
 * Where to look from when a version is left out: from where one looks already if that is later, else from the
 * latest state. From the version itself there is nothing to be seen but the one before.
 */
export function pointWithout<P extends AtDto>(
  version: number,
  shown: number | null,
  point: P,
): P | { kind: "latest" } {
  return shown !== null && shown > version ? point : { kind: "latest" };
}

/** Names a wish; equal names mean the same. */
export function foldKey(fold: FoldWishDto): string {
  return fold.kind === "projection" ? `projection ${fold.file}` : fold.kind;
}

/** The ways in which aggregates of a type can be folded, the usual one first; each folds otherwise than that. */
export function foldsFor(aggregateType: string, projections: readonly ProjectionDto[]): FoldWishDto[] {
  const usable = projections.filter((item) => item.aggregateType === aggregateType && item.version !== null);
  const others = usable.filter(({ inUse }) => !inUse);
  return [
    { kind: "auto" },
    ...(others.length < usable.length ? [{ kind: "merge" } as const] : []),
    ...others.map(({ file }) => ({ kind: "projection", file }) as const),
  ];
}

/** What folded a state, in words. */
export function foldWords(by: FoldedByDto): string {
  if (by.kind === "merge") return "merge patch of each event's data (RFC 7396)";
  return `projection ${by.file}, version ${by.version}, ${by.hash.slice(0, 8)}`;
}

function wishOf(fold: string | undefined): FoldWishDto {
  if (fold === undefined || fold === "") return { kind: "auto" };
  return fold === "merge" ? { kind: "merge" } : { kind: "projection", file: fold };
}

function versionsIn(text: string): number[] {
  const versions = text
    .split(",")
    .filter((part) => /^\d{1,9}$/.test(part))
    .map(Number)
    .filter((version) => version > 0);
  return [...new Set(versions)].sort((a, b) => a - b).slice(0, WITHOUT_MAX);
}
