import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Menu as AriaMenu, Header, MenuItem, MenuSection, MenuTrigger, Popover } from "react-aria-components";
import { Icon } from "./Icon";
import styles from "./Menu.module.css";

export type CheckSection = {
  id: string;
  title: string;
  /** One of the entries is chosen, or any number of them. */
  mode: "single" | "multiple";
  entries: readonly { id: string; label: string }[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
};

type Props = {
  label: string;
  /** A Button. */
  trigger: ReactNode;
  sections: readonly CheckSection[];
};

/** A menu whose entries are switched on and off; it stays open while several may be chosen. */
export function CheckMenu({ label, trigger, sections }: Props) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover offset={4} placement="bottom end" className={styles.popover ?? ""}>
        <AriaMenu aria-label={label} className={styles.menu ?? ""}>
          {sections.map((section) => (
            <MenuSection
              key={section.id}
              id={`section:${section.id}`}
              className={styles.section ?? ""}
              selectionMode={section.mode}
              disallowEmptySelection={section.mode === "single"}
              selectedKeys={section.chosen}
              onSelectionChange={(keys) =>
                section.onChange(
                  keys === "all"
                    ? new Set(section.entries.map((entry) => entry.id))
                    : new Set([...keys].map(String)),
                )
              }
            >
              <Header className={styles.header ?? ""}>{section.title}</Header>
              {section.entries.map((entry) => (
                <MenuItem key={entry.id} id={entry.id} textValue={entry.label} className={styles.item ?? ""}>
                  {({ isSelected }) => (
                    <>
                      <span className={styles.tick}>{isSelected && <Icon of={Check} size={14} />}</span>
                      <span className={styles.words}>{entry.label}</span>
                    </>
                  )}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
