import { CircleAlert, DatabaseZap } from "lucide-react";
import { DialogTrigger } from "react-aria-components";
import { type CatalogStatusDto, useCatalogStatus } from "@/ipc";
import { classes } from "@/shared/lib/classes";
import { Button, Hint, Popover } from "@/shared/ui";
import { CatalogPanel } from "./CatalogPanel";
import styles from "./CatalogState.module.css";
import { longWords, percent, shortWords } from "./catalogWords";

/** How far the catalog is, in the window's frame: a sign while all is well, a few words while it is not. */
export function CatalogState() {
  const status = useCatalogStatus();
  if (!status || status.phase === "off") return null;
  const isFailed = status.phase === "failed";
  const Icon = isFailed ? CircleAlert : DatabaseZap;
  const words = shortWords(status);
  return (
    <DialogTrigger>
      <Hint text={longWords(status)}>
        <Button
          small
          variant="quiet"
          className={classes(styles.state, isFailed && styles.failed)}
          aria-label={words ?? "Catalog: knows every event"}
        >
          {status.phase === "building" ? <Ring status={status} /> : <Icon size={14} aria-hidden />}
          {words}
        </Button>
      </Hint>
      <Popover label="Catalog" wide>
        {() => (
          <div className={styles.panel}>
            <h2>Catalog</h2>
            <CatalogPanel />
          </div>
        )}
      </Popover>
    </DialogTrigger>
  );
}

function Ring({ status }: { status: CatalogStatusDto }) {
  const around = 2 * Math.PI * 5;
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden className={styles.ring}>
      <circle cx="7" cy="7" r="5" />
      <circle cx="7" cy="7" r="5" strokeDasharray={`${(around * percent(status)) / 100} ${around}`} />
    </svg>
  );
}
