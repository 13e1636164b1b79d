import { Eye, EyeOff, KeyRound } from "lucide-react";
import { type ReactNode, type RefObject, useId, useState } from "react";
import { Group } from "react-aria-components";
import { FieldHead } from "./Field";
import field from "./Field.module.css";
import { Icon } from "./Icon";
import { IconButton } from "./IconButton";

type Props = {
  label: string;
  showLabel: string;
  hideLabel: string;
  hint?: ReactNode;
  error?: ReactNode;
  inputRef: RefObject<HTMLInputElement | null>;
};

/**
 * A field for a secret. What is typed lives in the input element alone, never in a state of this page;
 * that is why this is no React Aria field, which would hold a copy.
 */
export function SecretField({ label, showLabel, hideLabel, hint, error, inputRef }: Props) {
  const id = useId();
  const footId = useId();
  const [shown, setShown] = useState(false);
  return (
    <div className={field.field}>
      <FieldHead
        label={
          <label htmlFor={id} className={field.label}>
            {label}
          </label>
        }
      />
      <Group className={`${field.box} ${field.form} ${error ? field.invalid : ""}`} role="presentation">
        <Icon of={KeyRound} />
        <input
          id={id}
          ref={inputRef}
          className={field.input}
          type={shown ? "text" : "password"}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-describedby={footId}
          {...(error ? { "aria-invalid": true } : {})}
        />
        <IconButton
          label={shown ? hideLabel : showLabel}
          icon={shown ? EyeOff : Eye}
          onPress={() => setShown(!shown)}
        />
      </Group>
      <div id={footId} role="status" className={error ? field.error : field.hint}>
        {error || hint}
      </div>
    </div>
  );
}
