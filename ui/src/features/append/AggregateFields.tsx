import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { grouped } from "@/shared/lib/number";
import { Button, type Choice, ComboBox, Field, SafeText, Select } from "@/shared/ui";
import { isUuid, type Problems } from "./check";
import type { Desk } from "./desk";
import styles from "./Form.module.css";
import { type Belief, type Draft, forNewAggregate, prefilled } from "./model";
import { useAggregate } from "./queries";

const BELIEFS: Choice<Belief>[] = [
  { key: "any", label: "Any version" },
  { key: "noStream", label: "No events yet" },
  { key: "streamExists", label: "At least one event" },
  { key: "exact", label: "Exactly version" },
];

/** Which aggregate the command is for, and what is believed of it. */
export function AggregateFields({
  desk,
  draft,
  problems,
  types,
  onVisited,
}: {
  desk: Desk;
  draft: Draft;
  problems: Problems;
  types: { name: string }[];
  onVisited: (field: string) => void;
}) {
  const { aggregateId } = draft;
  const known = useAggregate(aggregateId);
  useEffect(() => {
    if (known !== undefined) desk.edit((now) => prefilled(now, aggregateId, known));
  }, [desk, aggregateId, known]);
  const set = (change: Partial<Draft>) => desk.edit((now) => ({ ...now, ...change }));
  const believe = (change: Partial<Draft>) => set({ ...change, expectedFor: aggregateId });
  return (
    <>
      <div className={styles.withButton}>
        <Field
          code
          label="Aggregate id"
          value={aggregateId}
          onChange={(text) => set({ aggregateId: text })}
          onBlur={() => onVisited("aggregateId")}
          error={problems.aggregateId}
        />
        <Button
          className={styles.besideField}
          onPress={() => desk.edit((now) => forNewAggregate(now, crypto.randomUUID()))}
        >
          New aggregate
        </Button>
      </div>
      {isUuid(aggregateId) && known !== undefined && (
        <p className={styles.note} role="status">
          {known === null ? (
            "The store has no aggregate with this id yet."
          ) : (
            <>
              <SafeText text={known.aggregateType} />, at version {grouped(known.lastVersion)}.{" "}
              <Link to="/aggregates/$id" params={{ id: known.aggregateId }}>
                Look at it
              </Link>
            </>
          )}
        </p>
      )}
      <div className={styles.pair}>
        <ComboBox
          label="Aggregate type"
          choices={types.map(({ name }) => ({ key: name, label: name }))}
          text={draft.aggregateType}
          onText={(aggregateType) => set({ aggregateType })}
          error={problems.aggregateType}
        />
        <div className={styles.belief}>
          <Select
            label="Expected version"
            choices={BELIEFS}
            selected={draft.expected}
            onSelect={(expected) => believe({ expected })}
          />
          {draft.expected === "exact" && (
            <Field
              label="Version"
              inputMode="numeric"
              value={draft.expectedVersion}
              onChange={(expectedVersion) => believe({ expectedVersion })}
              error={problems.expectedVersion}
            />
          )}
        </div>
      </div>
    </>
  );
}
