import type { LucideIcon } from "lucide-react";
import { memo, type ReactNode, type RefObject } from "react";
import { TextField as AriaTextField, Group, Input, Label, type TextFieldProps } from "react-aria-components";
import { FieldFoot, FieldHead, type FieldSize } from "./Field";
import styles from "./Field.module.css";
import { Icon } from "./Icon";

type Props = Omit<TextFieldProps, "children" | "className" | "style"> & {
  label: string;
  hint?: ReactNode;
  error?: ReactNode;
  counter?: ReactNode;
  icon?: LucideIcon;
  /** At the end inside the box, such as a button that shows a password. */
  end?: ReactNode;
  placeholder?: string;
  inputRef?: RefObject<HTMLInputElement | null>;
  size?: FieldSize;
};

/** The same for the same props: of several fields only the one that is typed into is drawn again. */
export const TextField = memo(function TextField({
  label,
  hint,
  error,
  counter,
  icon,
  end,
  placeholder,
  inputRef,
  size = "default",
  ...props
}: Props) {
  const box = [styles.box, size !== "default" && styles[size], error ? styles.invalid : null];
  return (
    <AriaTextField
      {...props}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={styles.field ?? ""}
    >
      <FieldHead label={<Label className={styles.label ?? ""}>{label}</Label>} counter={counter} />
      <Group className={box.filter(Boolean).join(" ")} role="presentation">
        {icon && <Icon of={icon} />}
        <Input
          className={styles.input ?? ""}
          {...(placeholder ? { placeholder } : {})}
          {...(inputRef ? { ref: inputRef } : {})}
        />
        {end}
      </Group>
      <FieldFoot hint={hint} error={error} />
    </AriaTextField>
  );
});
