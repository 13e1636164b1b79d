import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Menu as AriaMenu, Header, MenuItem, MenuSection, MenuTrigger, Popover } from "react-aria-components";
import { Icon } from "./Icon";
import styles from "./Menu.module.css";

export type MenuEntry = {
  id: string;
  label: string;
  description?: string;
  icon?: LucideIcon;
  destructive?: boolean;
  /** Why it cannot be chosen now, in the place of its description. */
  offReason?: string | null;
};

type Props = {
  label: string;
  /** A Button or IconButton. */
  trigger: ReactNode;
  sections: readonly { id: string; title?: string; entries: readonly MenuEntry[] }[];
  onAction: (id: string) => void;
};

export function Menu({ label, trigger, sections, onAction }: Props) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover offset={4} placement="bottom start" className={styles.popover ?? ""}>
        <AriaMenu aria-label={label} className={styles.menu ?? ""} onAction={(key) => onAction(String(key))}>
          {sections
            .filter((section) => section.entries.length > 0)
            .map((section) => (
              <MenuSection
                key={section.id}
                // Sections and entries share one space of keys.
                id={`section:${section.id}`}
                className={styles.section ?? ""}
                {...(section.title ? {} : { "aria-label": label })}
              >
                {section.title && <Header className={styles.header ?? ""}>{section.title}</Header>}
                {section.entries.map((entry) => (
                  <MenuItem
                    key={entry.id}
                    id={entry.id}
                    textValue={entry.label}
                    isDisabled={Boolean(entry.offReason)}
                    className={`${styles.item} ${entry.destructive ? styles.destructive : ""}`}
                  >
                    {entry.icon && <Icon of={entry.icon} />}
                    <span className={styles.words}>
                      <span>{entry.label}</span>
                      {(entry.offReason ?? entry.description) && (
                        <span className={styles.description}>{entry.offReason ?? entry.description}</span>
                      )}
                    </span>
                  </MenuItem>
                ))}
              </MenuSection>
            ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
