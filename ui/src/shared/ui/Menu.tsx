import type { ReactElement, ReactNode } from "react";
import {
  Menu as AriaMenu,
  Header,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from "react-aria-components";
import styles from "./Overlay.module.css";
import { SafeText } from "./SafeText";

/** Something a menu offers. */
export interface MenuAction {
  key: string;
  label: string;
  note?: string;
  icon?: ReactNode;
  isDisabled?: boolean;
  run: () => void;
}

/** Actions that belong together. */
export interface MenuGroup {
  key: string;
  heading?: string;
  actions: MenuAction[];
}

/** A button (the child) that opens a menu of actions. */
export function Menu({
  label,
  groups,
  children,
}: {
  label: string;
  groups: MenuGroup[];
  children: ReactElement;
}) {
  const shown = groups.filter((group) => group.actions.length > 0);
  return (
    <MenuTrigger>
      {children}
      <Popover className={styles.popover} offset={4}>
        <AriaMenu aria-label={label} className={styles.list}>
          {shown.flatMap((group, index) => [
            index > 0 && <Separator key={`before ${group.key}`} className={styles.separator} />,
            <Group key={group.key} group={group} />,
          ])}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function Group({ group }: { group: MenuGroup }) {
  return (
    <MenuSection aria-label={group.heading ?? group.key}>
      {group.heading && <Header className={styles.heading}>{group.heading}</Header>}
      {group.actions.map((action) => (
        <MenuItem
          key={action.key}
          id={action.key}
          textValue={action.label}
          isDisabled={action.isDisabled}
          onAction={action.run}
          className={styles.item}
        >
          {action.icon}
          <SafeText text={action.label} className={styles.words} />
          {action.note && <span className={styles.note}>{action.note}</span>}
        </MenuItem>
      ))}
    </MenuSection>
  );
}
