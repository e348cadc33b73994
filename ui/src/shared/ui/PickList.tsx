import {
  Autocomplete,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  SearchField,
  useFilter,
} from "react-aria-components";
import field from "./Field.module.css";
import overlay from "./Overlay.module.css";
import styles from "./PickList.module.css";
import { SafeText } from "./SafeText";
import type { Choice } from "./Select";

/** A list to choose from with a field above it that narrows it down; arrow keys work from the field. */
export function PickList({
  label,
  choices,
  text,
  onText,
  onPick,
  isLoading,
}: {
  label: string;
  choices: Choice<string>[];
  text: string;
  onText: (text: string) => void;
  onPick: (key: string) => void;
  isLoading: boolean;
}) {
  const { contains } = useFilter({ sensitivity: "base" });
  return (
    <div className={styles.pick}>
      <Autocomplete filter={contains} inputValue={text} onInputChange={onText} disableAutoFocusFirst>
        <SearchField className={field.field} autoFocus>
          <Label className={field.label}>{label}</Label>
          <Input className={field.input} spellCheck={false} />
        </SearchField>
        <ListBox
          aria-label={`${label}, as the store has them`}
          className={styles.list}
          items={choices.map((choice) => ({ ...choice, id: choice.key }))}
          onAction={(key) => onPick(String(key))}
          renderEmptyState={() => (
            <div className={overlay.empty}>{isLoading ? "Looking…" : "The store has none like this."}</div>
          )}
        >
          {(choice) => (
            <ListBoxItem textValue={choice.label} className={overlay.item}>
              <SafeText text={choice.label} className={overlay.words} />
              {choice.note && <span className={overlay.note}>{choice.note}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Autocomplete>
    </div>
  );
}
