import type { LucideIcon } from "lucide-react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { Icon } from "./Icon";
import styles from "./Segmented.module.css";

type Props<Id extends string> = {
  /** Names the group. */
  label: string;
  items: readonly { id: Id; label: string; icon?: LucideIcon }[];
  selected: Id;
  onSelect: (id: Id) => void;
};

/** A few ways to see the same thing, one of them chosen. */
export function Segmented<Id extends string>({ label, items, selected, onSelect }: Props<Id>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className={styles.group ?? ""}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[selected]}
      onSelectionChange={(keys) => {
        const item = items.find((candidate) => keys.has(candidate.id));
        if (item) onSelect(item.id);
      }}
    >
      {items.map((item) => (
        <ToggleButton key={item.id} id={item.id} className={styles.segment ?? ""}>
          {item.icon && <Icon of={item.icon} size={14} />}
          <span>{item.label}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
