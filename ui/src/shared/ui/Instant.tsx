import { memo } from "react";
import { instantText, type Precision } from "@/shared/lib/instant";
import styles from "./Instant.module.css";
import { SafeText } from "./SafeText";
import { useZone } from "./zone";

/**
 * An instant with its zone. `iso` is fixed-width UTC; where the store's own text could not be read as an
 * instant, `iso` is null and that text is shown as it stands.
 */
export const Instant = memo(function Instant({
  iso,
  asStored,
  precision = "milliseconds",
}: {
  iso: string | null;
  asStored?: string;
  precision?: Precision;
}) {
  const zone = useZone();
  const text = iso === null ? null : instantText(iso, zone, precision);
  if (!text) return <SafeText text={asStored ?? iso ?? "unknown"} className={styles.unread} />;
  return (
    <time dateTime={iso ?? undefined} className={styles.instant}>
      {text.date}
      <span className={styles.time}>{text.time}</span>
      <span className={styles.zone}>{text.zone}</span>
    </time>
  );
});
