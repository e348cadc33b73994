import { instantText } from "@/shared/lib/instant";
import { SafeText, useZone } from "@/shared/ui";
import styles from "./Trace.module.css";

/** An instant without its date, for rows that share one. */
export function TimeOfDay({ iso, asStored }: { iso: string | null; asStored: string }) {
  const zone = useZone();
  const text = iso === null ? null : instantText(iso, zone, "milliseconds");
  if (!text || iso === null) return <SafeText text={asStored} className={styles.unread} />;
  return (
    <time dateTime={iso}>
      {text.time} <span className={styles.zone}>{text.zone}</span>
    </time>
  );
}
