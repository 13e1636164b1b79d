import type { ReactNode } from "react";
import { RadioGroup as AriaRadioGroup, Label, Radio } from "react-aria-components";
import field from "./Field.module.css";
import styles from "./RadioGroup.module.css";

type Props<Id extends string> = {
  label: string;
  items: readonly { id: Id; label: string; description?: ReactNode }[];
  value: Id;
  onChange: (id: Id) => void;
};

export function RadioGroup<Id extends string>({ label, items, value, onChange }: Props<Id>) {
  return (
    <AriaRadioGroup
      value={value}
      onChange={(next) => {
        const item = items.find((candidate) => candidate.id === next);
        if (item) onChange(item.id);
      }}
      className={field.field ?? ""}
    >
      <Label className={field.label ?? ""}>{label}</Label>
      {items.map((item) => (
        <Radio key={item.id} value={item.id} className={styles.radio ?? ""}>
          <span className={styles.dot} />
          <span>{item.label}</span>
          {item.description && <span className={styles.description}>{item.description}</span>}
        </Radio>
      ))}
    </AriaRadioGroup>
  );
}
