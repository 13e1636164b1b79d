import type { ReactNode } from "react";
import { FieldError, Text } from "react-aria-components";
import styles from "./Field.module.css";

export type FieldSize = "default" | "form" | "dialog";

/** What stands above a field; the counter is spoken with the field's description, not its name. */
export function FieldHead({ label, counter }: { label: ReactNode; counter?: ReactNode }) {
  return (
    <div className={styles.head}>
      {label}
      {counter !== undefined && counter !== null && <span className={styles.counter}>{counter}</span>}
    </div>
  );
}

/** What stands under a field: the error takes the place of the help. */
export function FieldFoot({ hint, error }: { hint?: ReactNode; error?: ReactNode }) {
  if (error) return <FieldError className={styles.error ?? ""}>{error}</FieldError>;
  if (hint)
    return (
      <Text slot="description" elementType="div" className={styles.hint ?? ""}>
        {hint}
      </Text>
    );
  return null;
}
