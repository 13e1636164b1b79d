import { Check, ChevronDown, type LucideIcon } from "lucide-react";
import { memo, type ReactNode, type RefObject, useId, useLayoutEffect, useRef } from "react";
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
  /** The label is not seen: what is chosen says enough. */
  hideLabel?: boolean;
  triggerRef?: RefObject<HTMLButtonElement | null>;
};

/**
 * A drop-down. Its trigger is a combobox, not a plain button: the label alone is its name, and what it
 * shows is its value, so that the name stays the same whatever is chosen.
 */
export const Select = memo(function Select<Id extends string>({
  label,
  items,
  value,
  onChange,
  error,
  hint,
  hideLabel = false,
  triggerRef,
}: Props<Id>) {
  const labelId = useId();
  const own = useRef<HTMLButtonElement>(null);
  const trigger = triggerRef ?? own;
  // React Aria's button takes no role.
  useLayoutEffect(() => trigger.current?.setAttribute("role", "combobox"), [trigger]);
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
      {hideLabel ? (
        <Label className={hidden.hidden ?? ""}>
          <span id={labelId}>{label}</span>
        </Label>
      ) : (
        <FieldHead
          label={
            <Label className={field.label ?? ""}>
              <span id={labelId}>{label}</span>
            </Label>
          }
        />
      )}
      <Button
        ref={trigger}
        className={`${styles.trigger} ${error ? field.invalid : ""}`}
        aria-labelledby={labelId}
      >
        {chosen?.icon && <Icon of={chosen.icon} size={14} />}
        <span className={styles.value}>{chosen?.label}</span>
        <Icon of={ChevronDown} size={14} />
      </Button>
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
}) as <Id extends string>(props: Props<Id>) => ReactNode;
