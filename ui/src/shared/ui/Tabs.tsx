import type { ReactNode } from "react";
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from "react-aria-components";
import { classes } from "@/shared/lib/classes";
import styles from "./Tabs.module.css";

/** One of several views of the same thing. */
export interface TabItem<K extends string> {
  key: K;
  label: ReactNode;
  content: () => ReactNode;
}

/** Several views of the same thing, one at a time. */
export function Tabs<K extends string>({
  label,
  items,
  selected,
  onSelect,
  className,
}: {
  label: string;
  items: TabItem<K>[];
  selected?: K;
  onSelect?: (key: K) => void;
  className?: string;
}) {
  return (
    <AriaTabs
      className={classes(styles.tabs, className)}
      selectedKey={selected}
      onSelectionChange={(key) => onSelect?.(key as K)}
    >
      <TabList aria-label={label} className={styles.list}>
        {items.map((item) => (
          <Tab key={item.key} id={item.key} className={styles.tab}>
            {item.label}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => (
        <TabPanel key={item.key} id={item.key} className={styles.panel}>
          {item.content()}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
