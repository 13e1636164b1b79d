import { memo, type ReactNode, type RefObject, useRef } from "react";
import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  Group,
  Label,
  type TextFieldProps,
} from "react-aria-components";
import { FieldFoot, FieldHead } from "./Field";
import styles from "./Field.module.css";
import { type Mark, MarkedText } from "./MarkedText";

type Props = Omit<TextFieldProps, "children" | "className" | "style" | "type"> & {
  label: string;
  hint?: ReactNode;
  error?: ReactNode;
  counter?: ReactNode;
  placeholder?: string;
  rows?: number;
  inputRef?: RefObject<HTMLTextAreaElement | null>;
  /** Words to underline. */
  marks?: readonly Mark[];
  /** The place of the caret, whenever it moves. */
  onCaret?: (place: number) => void;
};

const none: readonly Mark[] = [];

/** The same for the same props, as a field of one line. */
export const TextArea = memo(function TextArea(given: Props) {
  const {
    label,
    hint,
    error,
    counter,
    placeholder,
    rows = 3,
    inputRef,
    marks = none,
    onCaret,
    ...props
  } = given;
  const own = useRef<HTMLTextAreaElement>(null);
  const area = inputRef ?? own;
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
        {marks.length > 0 && <MarkedText text={props.value ?? ""} marks={marks} area={area} />}
        <AriaTextArea
          className={`${styles.input} ${styles.area}`}
          rows={rows}
          {...(placeholder ? { placeholder } : {})}
          {...(onCaret ? { onSelect: (event) => onCaret(event.currentTarget.selectionStart) } : {})}
          ref={area}
        />
      </Group>
      <FieldFoot hint={hint} error={error} />
    </AriaTextField>
  );
});
