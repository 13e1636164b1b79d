import { type ReactNode, useId } from "react";
import { Switch as AriaSwitch, type SwitchProps } from "react-aria-components";
import styles from "./Switch.module.css";

type Props = Omit<SwitchProps, "children" | "className" | "style"> & {
  label: string;
  /** What it costs and changes, in words. */
  description?: ReactNode;
  /** A filter among others, in quiet words. */
  quiet?: boolean;
};

export function Switch({ label, description, quiet = false, ...props }: Props) {
  const descriptionId = useId();
  return (
    <div className={styles.row}>
      <AriaSwitch
        {...props}
        className={styles.switch ?? ""}
        {...(description ? { "aria-describedby": descriptionId } : {})}
      >
        <span className={styles.track}>
          <span className={styles.thumb} />
        </span>
        <span className={quiet ? styles.quiet : styles.label}>{label}</span>
      </AriaSwitch>
      {description && (
        <div id={descriptionId} className={styles.description}>
          {description}
        </div>
      )}
    </div>
  );
}
