import { memo } from "react";
import { instantText, type Precision } from "@/shared/lib/instant";
import styles from "./Instant.module.css";
import { SafeText } from "./SafeText";
import { useZone } from "./zone";

/** How wide an instant is without its zone, in pixels, with room on either side. */
const WIDTHS_PX: Record<Exclude<Precision, "full">, number> = {
  minutes: 152,
  seconds: 172,
  milliseconds: 204,
};

/** How wide a column is that shows instants whole: a zone that is told as an offset is wider than `UTC`. */
export function instantWidth(precision: Exclude<Precision, "full">): string {
  return `calc(${WIDTHS_PX[precision]}px + var(--zone-width))`;
}

/**
 * An instant with its zone. `iso` is fixed-width UTC; where the store's own text could not be read as an
 * instant, `iso` is null and that text is shown as it stands. `timeOnly` leaves out the date, where it is told
 * beside it.
 */
export const Instant = memo(function Instant({
  iso,
  asStored,
  precision = "milliseconds",
  timeOnly = false,
}: {
  iso: string | null;
  asStored?: string;
  precision?: Precision;
  timeOnly?: boolean;
}) {
  const zone = useZone();
  const text = iso === null ? null : instantText(iso, zone, precision);
  if (!text) return <SafeText text={asStored ?? iso ?? "unknown"} className={styles.unread} />;
  return (
    <time dateTime={iso ?? undefined} className={styles.instant}>
      {!timeOnly && <span className={styles.date}>{text.date}</span>}
      {text.time}
      <span className={styles.zone}>{text.zone}</span>
    </time>
  );
});
