import { CircleCheck } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Dismiss } from "./Dismiss";
import { Icon } from "./Icon";
import { LiveText } from "./LiveText";
import styles from "./StatusLine.module.css";

type Props = {
  /** What was done, until it is dismissed; nothing hides the line, the live region stays. */
  children?: string | false | undefined;
  actions?: ReactNode;
  onDismiss?: (() => void) | undefined;
};

export function StatusLine({ children, actions, onDismiss }: Props) {
  const id = useId();
  return (
    <div className={children ? styles.line : styles.quiet}>
      {children && <Icon of={CircleCheck} />}
      <LiveText id={id} className={styles.words}>
        {children}
      </LiveText>
      {children && actions}
      {children && onDismiss && <Dismiss of={id} onPress={onDismiss} />}
    </div>
  );
}
