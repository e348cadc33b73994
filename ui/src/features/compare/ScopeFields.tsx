import { useAggregateTypes } from "@/ipc";
import { grouped } from "@/shared/lib/number";
import { type Choice, Field, Select } from "@/shared/ui";
import styles from "./Compare.module.css";
import type { CompareSearch } from "./model";

/** More types than this are no help in a list. */
const TYPES_MAX = 300;

export type Scope = Pick<CompareSearch, "type" | "correlation">;

/** Takes the part of the store that is compared. An operation is chosen as soon as its field is there, empty at first. */
export function ScopeFields({
  scope,
  isMissing,
  onScope,
}: {
  scope: Scope;
  /** Whether the operation has to be named first. */
  isMissing: boolean;
  onScope: (scope: Scope) => void;
}) {
  const { data: types = [] } = useAggregateTypes(null);
  const listed: Choice<string>[] = types
    .slice(0, TYPES_MAX)
    .map(({ name, count }) => ({ key: `type ${name}`, label: name, note: grouped(count) }));
  const given = scope.type === undefined ? null : `type ${scope.type}`;
  const own = given !== null && !listed.some(({ key }) => key === given);
  const choices: Choice<string>[] = [
    { key: "all", label: "The whole store" },
    { key: "correlation", label: "One operation" },
    ...(own ? [{ key: given, label: scope.type ?? "" }] : []),
    ...listed,
  ];
  const choose = (key: string) => {
    if (key === "all") onScope({});
    else if (key === "correlation") onScope({ correlation: "" });
    else onScope({ type: key.slice("type ".length) });
  };
  return (
    <>
      <Select
        label="Of"
        className={styles.scope}
        choices={choices}
        selected={scope.correlation === undefined ? (given ?? "all") : "correlation"}
        onSelect={choose}
      />
      {scope.correlation !== undefined && (
        <Field
          code
          className={styles.side}
          label="Correlation id"
          value={scope.correlation}
          error={isMissing && scope.correlation.trim() === "" ? "Type the whole id of an operation." : null}
          onChange={(correlation) => onScope({ correlation })}
        />
      )}
    </>
  );
}
