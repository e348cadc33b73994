import { Search } from "lucide-react";
import { type KeyboardEvent, useDeferredValue, useState } from "react";
import { ComboBox, Input, ListBox, Popover } from "react-aria-components";
import styles from "./Jump.module.css";
import { MOD } from "./modifier";
import { OfferItem } from "./OfferItem";
import { completed, type Offer } from "./offers";
import { useEnter, useGo, useOffers } from "./useOffers";

/** Names the field, so that a shortcut can put the focus there. */
export const JUMP_FIELD_ID = "jump";

/** The one field that takes everything: an id or a position, words of a text, a filter, the name of a view. */
export function Jump() {
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text);
  const { offers, isFetching } = useOffers(wanted);
  const go = useGo();
  const enter = useEnter(go);
  const leave = () => {
    setText("");
    // Done here: left in the field, the focus would keep its list open over what was jumped to.
    document.getElementById("main")?.focus();
  };
  const choose = (key: unknown) => {
    const chosen = offers.find((offer) => offer.id === key);
    if (chosen?.kind === "completion") {
      // The field empties itself once something is chosen; what goes on being typed comes after that.
      const next = completed(text, chosen.completion);
      queueMicrotask(() => setText(next));
    } else if (chosen) {
      leave();
      go(chosen);
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const isList = event.target instanceof HTMLElement && event.target.hasAttribute("aria-activedescendant");
    if (event.key !== "Enter" || isList || text.trim() === "") return;
    event.preventDefault();
    event.stopPropagation();
    void enter(text).then((done) => done && leave());
  };
  return (
    <ComboBox
      aria-label="Search, or jump to an event, aggregate, correlation, command or view"
      inputValue={text}
      onInputChange={setText}
      items={offers}
      value={null}
      onChange={choose}
      disabledKeys={["problem"]}
      defaultFilter={() => true}
      allowsCustomValue
      allowsEmptyCollection
      menuTrigger="input"
    >
      <div className={styles.box} onKeyDownCapture={onKeyDown}>
        <Search size={14} aria-hidden />
        <Input id={JUMP_FIELD_ID} className={styles.input} placeholder="Search or jump…" spellCheck={false} />
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
          {(offer: Offer) => <OfferItem offer={offer} />}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

function hint(wanted: string, isFetching: boolean): string {
  if (wanted.trim() === "")
    return "Type words to find, a filter such as actor:name, or a whole id or position.";
  return isFetching ? "Looking…" : "Nothing in this store has that position or id.";
}
