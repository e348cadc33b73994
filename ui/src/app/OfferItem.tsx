import {
  ArrowRight,
  Boxes,
  CornerDownRight,
  GitBranch,
  type LucideIcon,
  Rows3,
  Search,
  TextCursorInput,
  TriangleAlert,
} from "lucide-react";
import { ListBoxItem } from "react-aria-components";
import type { FoundDto } from "@/ipc";
import { visible } from "@/shared/lib/hostile";
import { counted, grouped } from "@/shared/lib/number";
import { SafeText } from "@/shared/ui";
import styles from "./Jump.module.css";
import type { Offer } from "./offers";

/** A line of the search box. */
export function OfferItem({ offer }: { offer: Offer }) {
  const { icon: Icon, what, name, note } = told(offer);
  const words = `${what} ${visible(name)}`.trim();
  return (
    <ListBoxItem id={offer.id} textValue={words} className={styles.item}>
      <Icon size={14} aria-hidden />
      {what && <span className={styles.what}>{what}</span>} <SafeText text={name} className={styles.name} />{" "}
      {note && <span className={styles.note}>{note}</span>}
    </ListBoxItem>
  );
}

function told(offer: Offer): { icon: LucideIcon; what: string; name: string; note?: string } {
  switch (offer.kind) {
    case "found":
      return described(offer.item);
    case "search":
      return { icon: Search, what: "Search events for", name: offer.typed };
    case "view":
      return { icon: ArrowRight, what: "Go to", name: offer.view.label };
    case "completion": {
      const { label, count } = offer.completion;
      return {
        icon: TextCursorInput,
        what: "",
        name: label,
        note: count === null ? undefined : counted(count, "event"),
      };
    }
    case "problem":
      return { icon: TriangleAlert, what: "", name: offer.message };
  }
}

function described(item: FoundDto): { icon: LucideIcon; what: string; name: string } {
  switch (item.kind) {
    case "event":
      return { icon: Rows3, what: `Event ${grouped(item.position)}`, name: item.eventType };
    case "aggregate":
      return { icon: Boxes, what: "Aggregate", name: `${item.aggregateType} ${item.aggregateId}` };
    case "correlation":
      return { icon: GitBranch, what: "Correlation", name: counted(item.events, "event") };
    case "command":
      return { icon: CornerDownRight, what: "Command", name: item.commandType };
  }
}
