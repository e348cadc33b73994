import { X } from "lucide-react";
import type { StateDto } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";
import { Badge, Button, SafeText } from "@/shared/ui";
import styles from "./WhatIf.module.css";
import { foldWords, toggled, type WhatIf } from "./whatIf";

/** Says that the state below never was, what it supposes and how far it is from the real one, and leads back. */
export function WhatIfBar({
  whatIf,
  state,
  real,
  onWhatIf,
  onReal,
}: {
  whatIf: WhatIf;
  state: StateDto;
  real: StateDto;
  onWhatIf: (next: WhatIf) => void;
  onReal: () => void;
}) {
  const { without, fold } = whatIf;
  return (
    <section aria-label="What if" className={styles.bar}>
      <Badge tone="supposed">HYPOTHETICAL</Badge>
      <p role="status" className={styles.words}>
        {without.length > 0 && <>As if {counted(without.length, "event")} had not happened. </>}
        {fold.kind !== "auto" && (
          <>
            Folded by <SafeText text={foldWords(state.foldedBy)} /> instead of{" "}
            <SafeText text={foldWords(real.foldedBy)} />.{" "}
          </>
        )}
        <Distance state={state} real={real} />
      </p>
      {without.map((version) => (
        <Button
          key={version}
          small
          aria-label={`Take version ${grouped(version)} in again`}
          onPress={() => onWhatIf(toggled(whatIf, version))}
        >
          without v{grouped(version)}
          <X size={12} aria-hidden />
        </Button>
      ))}
      <Button small onPress={onReal}>
        What really happened <kbd>Esc</kbd>
      </Button>
    </section>
  );
}

function Distance({ state: { changes }, real }: { state: StateDto; real: StateDto }) {
  if (real.error)
    return (
      <>
        The real history cannot be folded beyond version {grouped(real.error.version - 1)}; it is compared
        with the state there.
      </>
    );
  if (changes.length === 0) return <>The state would be the same.</>;
  const one = changes.length === 1;
  return (
    <>
      <strong>{counted(changes.length, "path")}</strong> {one ? "differs" : "differ"} from what really was.
    </>
  );
}
