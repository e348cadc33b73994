import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { copyText } from "@/shared/lib/copy";
import { visible } from "@/shared/lib/hostile";
import styles from "./CopyableId.module.css";
import { IdText } from "./IdText";
import { SafeText } from "./SafeText";

const SHOWN_MS = 1400;

/** An id that copies itself when it is clicked, or with Enter while it has the focus. */
export function CopyableId({
  id,
  what = "id",
  wrap = false,
  isTabStop = true,
}: {
  id: string;
  what?: string;
  wrap?: boolean;
  /** Off in the rows of a grid, which is one stop for all of them. */
  isTabStop?: boolean;
}) {
  const [outcome, copy] = useCopy();
  return (
    <Button
      className={styles.id}
      aria-label={`Copy ${what} ${visible(id)}`}
      excludeFromTabOrder={!isTabStop}
      onPress={() => void copy(id)}
    >
      {wrap ? <SafeText text={id} className={styles.wrap} /> : <IdText id={id} />}
      <span role="status" className={styles.copied}>
        {outcome}
      </span>
    </Button>
  );
}

/** Copies, and says for a moment how that went. */
export function useCopy(): [outcome: string | null, copy: (text: string) => Promise<void>] {
  const [outcome, setOutcome] = useState<string | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  return [outcome, async (text) => setOutcome((await copyText(text)) ? "Copied" : "Could not copy")];
}
