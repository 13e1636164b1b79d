import { Check, ChevronDown, type LucideIcon } from "lucide-react";
import { type ReactNode, type RefObject, useId } from "react";
import { Select as AriaSelect, Button, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { FieldFoot, FieldHead } from "./Field";
import field from "./Field.module.css";
import { Icon } from "./Icon";
import styles from "./Select.module.css";
import hidden from "./visuallyHidden.module.css";

type Item<Id extends string> = { id: Id; label: string; icon?: LucideIcon };

type Props<Id extends string> = {
  label: string;
  items: readonly Item<Id>[];
  value: Id | null;
  onChange: (id: Id) => void;
  error?: ReactNode;
  hint?: ReactNode;
  triggerRef?: RefObject<HTMLButtonElement | null>;
};

/**
 * A drop-down. Its trigger is named by the label alone and described by the chosen value, so that the
 * name stays the same whatever is chosen. What is seen of the value lies over the trigger: words seen in a
 * button would have to be part of its name.
 */
export function Select<Id extends string>({
  label,
  items,
  value,
  onChange,
  error,
  hint,
  triggerRef,
}: Props<Id>) {
  const labelId = useId();
  const valueId = useId();
  const chosen = items.find((item) => item.id === value);
  return (
    <AriaSelect
      value={value}
      onChange={(key) => {
        const item = items.find((candidate) => candidate.id === key);
        if (item) onChange(item.id);
      }}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={field.field ?? ""}
    >
      <FieldHead
        label={
          <Label className={field.label ?? ""}>
            <span id={labelId}>{label}</span>
          </Label>
        }
      />
      <div className={styles.box}>
        <Button
          className={`${styles.trigger} ${error ? field.invalid : ""}`}
          aria-labelledby={labelId}
          aria-describedby={valueId}
          {...(triggerRef ? { ref: triggerRef } : {})}
        >
          <span id={valueId} className={hidden.hidden}>
            {chosen?.label}
          </span>
        </Button>
        <div className={styles.shown} aria-hidden="true">
          {chosen?.icon && <Icon of={chosen.icon} size={14} />}
          <span className={styles.value}>{chosen?.label}</span>
          <Icon of={ChevronDown} size={14} />
        </div>
      </div>
      <FieldFoot hint={hint} error={error} />
      <Popover offset={4} className={styles.popover ?? ""}>
        <ListBox className={styles.list ?? ""} items={items}>
          {(item) => (
            <ListBoxItem id={item.id} textValue={item.label} className={styles.item ?? ""}>
              {({ isSelected }) => (
                <>
                  {item.icon && <Icon of={item.icon} size={14} />}
                  <span className={styles.text}>{item.label}</span>
                  {isSelected && <Icon of={Check} size={14} />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
