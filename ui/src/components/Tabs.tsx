import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from "react-aria-components";
import { Icon } from "./Icon";
import styles from "./Tabs.module.css";

type Props<Id extends string> = {
  /** Names the list of tabs. */
  label: string;
  items: readonly { id: Id; label: string; icon?: LucideIcon; count?: number | null; content: ReactNode }[];
  selected: Id;
  onSelect: (id: Id) => void;
};

/** Fills its container; the shown panel scrolls. */
export function Tabs<Id extends string>({ label, items, selected, onSelect }: Props<Id>) {
  return (
    <AriaTabs
      className={styles.tabs ?? ""}
      selectedKey={selected}
      onSelectionChange={(key) => {
        const item = items.find((candidate) => candidate.id === key);
        if (item) onSelect(item.id);
      }}
    >
      <TabList aria-label={label} className={styles.list ?? ""}>
        {items.map((item) => (
          <Tab key={item.id} id={item.id} className={styles.tab ?? ""}>
            {item.icon && <Icon of={item.icon} />}
            <span>{item.label}</span>
            {item.count !== undefined && item.count !== null && (
              <span aria-hidden="true" className={styles.count}>
                {item.count}
              </span>
            )}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className={styles.panel ?? ""}>
          {item.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
