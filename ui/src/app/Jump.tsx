import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Boxes, CornerDownRight, GitBranch, type LucideIcon, Rows3, Search } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { ComboBox, Input, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { type FoundDto, useIpc } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";
import { SafeText } from "@/shared/ui";
import styles from "./Jump.module.css";
import { MOD } from "./modifier";

/** Names the field, so that a shortcut can put the focus there. */
export const JUMP_FIELD_ID = "jump";

/** A field that takes any id or position and offers what it names. */
export function Jump() {
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim());
  const ipc = useIpc();
  const go = useGo();
  const { data, isFetching } = useQuery({
    queryKey: ["locate", wanted],
    queryFn: () => ipc.locate(wanted),
    enabled: wanted !== "",
  });
  const found = (wanted === "" ? [] : (data ?? [])).map((item) => ({ id: keyOf(item), item }));
  const choose = (key: unknown) => {
    const chosen = found.find((entry) => entry.id === key);
    if (!chosen) return;
    setText("");
    go(chosen.item);
    // Done here: left in the field, the focus would keep its list open over what was jumped to.
    document.getElementById("main")?.focus();
  };
  return (
    <ComboBox
      aria-label="Jump to an event, aggregate, correlation or command"
      inputValue={text}
      onInputChange={setText}
      items={found}
      value={null}
      onChange={choose}
      defaultFilter={() => true}
      allowsCustomValue
      allowsEmptyCollection
      menuTrigger="input"
    >
      <div className={styles.box}>
        <Search size={14} aria-hidden />
        <Input
          id={JUMP_FIELD_ID}
          className={styles.input}
          placeholder="Jump to any id or position…"
          spellCheck={false}
        />
        {text === "" && (
          <span className={styles.keys} aria-hidden>
            <kbd>{MOD}</kbd>
            <kbd>K</kbd>
          </span>
        )}
      </div>
      <Popover className={styles.popover} offset={4}>
        <ListBox
          className={styles.list}
          renderEmptyState={() => <div className={styles.empty}>{hint(wanted, isFetching)}</div>}
        >
          {({ id, item }: (typeof found)[number]) => <Found id={id} item={item} />}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

function hint(wanted: string, isFetching: boolean): string {
  if (wanted === "")
    return "Type a position, or the whole id of an event, aggregate, correlation or command.";
  return isFetching ? "Looking…" : "Nothing in this store has that position or id. Ids must be whole.";
}

function Found({ id, item }: { id: string; item: FoundDto }) {
  const { icon: Icon, what, name } = described(item);
  return (
    <ListBoxItem id={id} textValue={name} className={styles.item}>
      <Icon size={14} aria-hidden />
      <span className={styles.what}>{what}</span>
      <SafeText text={name} className={styles.name} />
    </ListBoxItem>
  );
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

function keyOf(item: FoundDto): string {
  if (item.kind === "event") return `event ${item.position}`;
  if (item.kind === "aggregate") return `aggregate ${item.aggregateId}`;
  return item.kind === "correlation" ? `correlation ${item.correlationId}` : `command ${item.commandId}`;
}

function useGo() {
  const navigate = useNavigate();
  return (item: FoundDto) => {
    if (item.kind === "event") void navigate({ to: "/explore", search: { sel: item.position } });
    if (item.kind === "aggregate") void navigate({ to: "/aggregates/$id", params: { id: item.aggregateId } });
    if (item.kind === "correlation")
      void navigate({ to: "/trace/$correlationId", params: { correlationId: item.correlationId } });
    if (item.kind === "command") void navigate({ to: "/explore", search: { causationId: item.commandId } });
  };
}
