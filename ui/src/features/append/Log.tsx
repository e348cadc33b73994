import { Button } from "react-aria-components";
import { classes } from "@/shared/lib/classes";
import { counted } from "@/shared/lib/number";
import { Instant, SafeText } from "@/shared/ui";
import { LOOKS } from "./OutcomePanel";
import styles from "./OutcomePanel.module.css";
import { outcomeText, type Sent } from "./outcome";

/** What was sent since the window opened, newest first. */
export function Log({
  log,
  shown,
  onShow,
}: {
  log: readonly Sent[];
  shown: number | null;
  onShow: (key: number) => void;
}) {
  if (log.length === 0) return null;
  return (
    <section aria-label="Sent since the window opened" className={styles.log}>
      <h2 className={styles.logTitle}>Sent since the window opened: {counted(log.length, "command")}</h2>
      <ol reversed className={styles.entries}>
        {log.map((sent) => (
          <li key={sent.key}>
            <Entry sent={sent} isShown={sent.key === shown} onShow={() => onShow(sent.key)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Entry({ sent, isShown, onShow }: { sent: Sent; isShown: boolean; onShow: () => void }) {
  const { icon: Icon, tone } = LOOKS[sent.outcome.status];
  return (
    <Button className={styles.entry} aria-current={isShown} onPress={onShow}>
      <Icon size={14} className={classes(styles.mark, tone)} aria-hidden />
      <span className={styles.what}>
        <span>{outcomeText(sent).title}</span>{" "}
        <SafeText text={sent.request.commandType} className={styles.type} />
      </span>
      <Instant iso={sent.at} precision="seconds" timeOnly />
    </Button>
  );
}
