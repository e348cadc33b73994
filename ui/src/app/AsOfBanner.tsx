import { History } from "lucide-react";
import { Button, Instant, useAsOf } from "@/shared/ui";
import styles from "./AsOfBanner.module.css";

/** Says over every view that it shows the past, and leads back. */
export function AsOfBanner() {
  const { at, go } = useAsOf();
  if (at === null) return null;
  return (
    <section aria-label="As of" className={styles.banner}>
      <History size={16} aria-hidden />
      <p className={styles.words}>
        As of{" "}
        <strong>
          <Instant iso={at} precision="full" />
        </strong>
        <span className={styles.more}>Every view shows what stood then.</span>
      </p>
      <Button small onPress={() => go(null)}>
        Return to now <kbd>Esc</kbd>
      </Button>
    </section>
  );
}
