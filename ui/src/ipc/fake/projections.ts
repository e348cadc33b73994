import type { FoldedByDto, FoldWishDto, NewProjectionDto, ProjectionDto, ProjectionsDto } from "../bindings";
import { IpcError } from "../errors";

const BESIDE = "/data/projections";
const CHOSEN = "/srv/ea/projections";

const FOUND: ProjectionDto[] = [
  {
    file: "data-entity.js",
    aggregateType: "DataEntity",
    version: 2,
    hash: "9b74c9897bac770ffc029102a200c5de5c3f0e3e0d2a5b8f6c1d7e4a9f0b1c2d",
    problem: null,
    inUse: true,
  },
  {
    file: "server.js",
    aggregateType: "Server",
    version: null,
    hash: "3c59dc048e8850243be8079a5c74d079b2f4e6a1c8d0937f5e2b6a4c1d8f7e90",
    problem: "server.js, line 12: SyntaxError: unexpected token in expression: '}'",
    inUse: false,
  },
];

/** The made-up store's projections. They fold as the merge patch does. */
export class FakeProjections {
  #items: ProjectionDto[] = FOUND;
  #isDefault = true;

  list(): ProjectionsDto {
    const { folder, isDefault } = this;
    return { folder, isDefault, exists: true, problem: null, items: isDefault ? this.#items : [] };
  }

  get isDefault(): boolean {
    return this.#isDefault;
  }

  get folder(): string {
    return this.#isDefault ? BESIDE : CHOSEN;
  }

  take(isDefault: boolean): ProjectionsDto {
    this.#isDefault = isDefault;
    return this.list();
  }

  begin(aggregateType: string): NewProjectionDto {
    const file = `${aggregateType.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase()}.js`;
    const path = `${this.folder}/${file}`;
    if (this.list().items.some((item) => item.file === file))
      throw new IpcError("alreadyExists", `${path} exists already and is left alone; go on with it.`);
    const hash = "0".repeat(64);
    this.#items = [...this.#items, { file, aggregateType, version: 1, hash, problem: null, inUse: true }];
    return { file, path, sampled: 412 };
  }

  /** What folds aggregates of a type. */
  of(aggregateType: string, wish: FoldWishDto): FoldedByDto {
    if (wish.kind === "merge") return { kind: "merge", problem: null };
    const { items } = this.list();
    const found = items.find((item) =>
      wish.kind === "auto" ? item.aggregateType === aggregateType : item.file === wish.file,
    );
    if (!found && wish.kind === "projection")
      throw new IpcError("notFound", `There is no projection ${wish.file} in the folder of projections.`);
    if (!found || found.version === null) return { kind: "merge", problem: found?.problem ?? null };
    return { kind: "projection", file: found.file, version: found.version, hash: found.hash };
  }
}
