import type { ReactNode } from "react";
import { RadioGroup as AriaRadioGroup, Label, Radio } from "react-aria-components";
import field from "./Field.module.css";
import styles from "./RadioGroup.module.css";

type Props<Id extends string> = {
  label: string;
  items: readonly { id: Id; label: string; description?: ReactNode }[];
  value: Id;
  onChange: (id: Id) => void;
  /** Few short answers side by side; they wrap. */
  inline?: boolean;
};

export function RadioGroup<Id extends string>({ label, items, value, onChange, inline = false }: Props<Id>) {
  return (
    <AriaRadioGroup
      value={value}
      orientation={inline ? "horizontal" : "vertical"}
      onChange={(next) => {
        const item = items.find((candidate) => candidate.id === next);
        if (item) onChange(item.id);
      }}
      className={field.field ?? ""}
    >
      <Label className={field.label ?? ""}>{label}</Label>
      <div className={inline ? styles.inline : undefined}>
        {items.map((item) => (
          <Radio key={item.id} value={item.id} className={styles.radio ?? ""}>
            <span className={styles.dot} />
            <span>{item.label}</span>
            {item.description && <span className={styles.description}>{item.description}</span>}
          </Radio>
        ))}
      </div>
    </AriaRadioGroup>
  );
}
