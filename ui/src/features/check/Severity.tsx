import { CircleAlert, Info } from "lucide-react";
import type { SeverityDto } from "@/ipc";
import styles from "./Check.module.css";
import { SEVERITY_WORDS } from "./words";

/** How grave a finding is: a sign, a colour and a word. */
export function Severity({ of }: { of: SeverityDto }) {
  const Icon = of === "fault" ? CircleAlert : Info;
  return (
    <span className={of === "fault" ? styles.fault : styles.notice}>
      <Icon size={13} aria-hidden /> {SEVERITY_WORDS[of].name}
    </span>
  );
}
