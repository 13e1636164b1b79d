import type { ReactNode, RefObject } from "react";
import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  Group,
  Label,
  type TextFieldProps,
} from "react-aria-components";
import { FieldFoot, FieldHead } from "./Field";
import styles from "./Field.module.css";

type Props = Omit<TextFieldProps, "children" | "className" | "style" | "type"> & {
  label: string;
  hint?: ReactNode;
  error?: ReactNode;
  counter?: ReactNode;
  placeholder?: string;
  rows?: number;
  inputRef?: RefObject<HTMLTextAreaElement | null>;
};

export function TextArea({ label, hint, error, counter, placeholder, rows = 3, inputRef, ...props }: Props) {
  return (
    <AriaTextField
      {...props}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={styles.field ?? ""}
    >
      <FieldHead label={<Label className={styles.label ?? ""}>{label}</Label>} counter={counter} />
      <Group
        className={`${styles.box} ${styles.tall} ${error ? styles.invalid : ""}`}
        role="presentation"
        data-text={props.value ?? ""}
      >
        <AriaTextArea
          className={`${styles.input} ${styles.area}`}
          rows={rows}
          {...(placeholder ? { placeholder } : {})}
          {...(inputRef ? { ref: inputRef } : {})}
        />
      </Group>
      <FieldFoot hint={hint} error={error} />
    </AriaTextField>
  );
}
