import type { RefObject } from "react";
import { TextArea } from "../../components/TextArea";
import { TextField } from "../../components/TextField";
import { publishText } from "../../text/publish";
import styles from "./LabelFields.module.css";

/** What the dashboard of Atoms shows of a label, and what Atoms keeps. */
export const LABEL_ADVICE = 40;
export const LABEL_LIMIT = 200;

interface Props {
  label: string;
  description: string;
  onChange: (change: { label?: string; description?: string }) => void;
  onLeft: () => void;
  asksForLabel: boolean;
  /** Atoms keeps a description with versions of this agent. */
  takesDescription: boolean;
  labelRef: RefObject<HTMLInputElement | null>;
}

export function LabelFields(props: Props) {
  const { label, description, onChange, onLeft, asksForLabel, takesDescription, labelRef } = props;
  const length = [...label].length;
  const isLong = length > LABEL_ADVICE;
  const error =
    length > LABEL_LIMIT
      ? publishText.labelTooLong
      : asksForLabel && label.trim() === ""
        ? publishText.labelMissing
        : undefined;
  return (
    <div className={styles.fields}>
      <TextField
        label={publishText.label}
        size="dialog"
        value={label}
        onChange={(text) => onChange({ label: text })}
        onBlur={onLeft}
        counter={
          <span className={isLong ? styles.long : undefined}>
            {publishText.labelCount(length, isLong ? LABEL_LIMIT : LABEL_ADVICE)}
          </span>
        }
        hint={isLong ? <span className={styles.long}>{publishText.labelLong}</span> : publishText.labelHint}
        error={error}
        inputRef={labelRef}
        autoComplete="off"
      />
      {takesDescription && (
        <TextArea
          label={publishText.description}
          rows={1}
          value={description}
          onChange={(text) => onChange({ description: text })}
          onBlur={onLeft}
          hint={publishText.descriptionHint}
        />
      )}
    </div>
  );
}
