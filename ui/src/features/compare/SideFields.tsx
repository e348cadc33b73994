import { CalendarRange } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { useOpenStore } from "@/ipc";
import { lastBefore } from "@/shared/lib/asOf";
import { Button, Field, Menu, type MenuAction, useAsOf, useZone } from "@/shared/ui";
import styles from "./Compare.module.css";
import { beforeLastQuarter, beforeYear, readSide, type Side, typedSide } from "./model";

/** Takes both moments, typed or by name; `children` stand between them and the button. */
export function SideFields({
  sides: [from, to],
  takesVersions,
  onSides,
  children,
}: {
  sides: [Side, Side];
  takesVersions: boolean;
  onSides: (from: Side, to: Side) => void;
  children?: ReactNode;
}) {
  const zone = useZone();
  const [typed, setTyped] = useState([typedSide(from, zone), typedSide(to, zone)] as const);
  const [wrong, setWrong] = useState<"from" | "to" | null>(null);
  const change = (next: readonly [string, string]) => {
    setTyped(next);
    setWrong(null);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [left, right] = typed.map((text) => readSide(text, zone, takesVersions));
    setWrong(left ? (right ? null : "to") : "from");
    if (left && right) onSides(left, right);
  };
  const zoneWords = zone === "utc" ? "UTC" : "local time";
  const help = takesVersions
    ? "Type a day or a time, such as 2026-03-31, or a version, such as v3."
    : "Type a year, a day or a time, such as 2026-03-31.";
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field
        code
        className={styles.side}
        label={`From, ${zoneWords}`}
        placeholder="now"
        value={typed[0]}
        onChange={(text) => change([text, typed[1]])}
        error={wrong === "from" ? help : null}
      />
      <Field
        code
        className={styles.side}
        label={`To, ${zoneWords}`}
        placeholder="now"
        value={typed[1]}
        onChange={(text) => change([typed[0], text])}
        error={wrong === "to" ? help : null}
      />
      {children}
      <Button type="submit" variant="primary">
        Compare
      </Button>
      <Moments onSides={onSides} to={to} from={from} />
    </form>
  );
}

/** Moments that need not be typed. */
function Moments({ onSides, from, to }: { onSides: (from: Side, to: Side) => void; from: Side; to: Side }) {
  const { firstAt, lastAt } = useOpenStore();
  const { at: asOf } = useAsOf();
  const now: Side = { kind: "now" };
  const instant = (at: string): Side => ({ kind: "instant", at });
  const last = lastAt ?? "";
  const actions: MenuAction[] = [
    {
      key: "quarter",
      label: "The last whole quarter until now",
      run: () => onSides(instant(beforeLastQuarter(last)), now),
    },
    { key: "year", label: "The year until now", run: () => onSides(instant(beforeYear(last)), now) },
    {
      key: "all",
      label: "From before everything until now",
      run: () => onSides(instant(lastBefore(firstAt ?? last)), now),
    },
  ];
  const head = asOf === null ? null : instant(asOf);
  const playhead: MenuAction[] = head
    ? [
        { key: "from", label: "From the playhead", run: () => onSides(head, to) },
        { key: "to", label: "To the playhead", run: () => onSides(from, head) },
      ]
    : [];
  const swapped = { key: "swap", label: "The other way round", run: () => onSides(to, from) };
  return (
    <Menu
      label="Moments to compare"
      groups={[
        { key: "usual", actions },
        ...(head ? [{ key: "playhead", actions: playhead }] : []),
        ...(from.kind === "version" && to.kind === "version" ? [{ key: "swap", actions: [swapped] }] : []),
      ]}
    >
      <Button variant="quiet">
        <CalendarRange size={14} aria-hidden /> Moments
      </Button>
    </Menu>
  );
}
