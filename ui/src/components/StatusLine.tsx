import { CircleCheck, X } from "lucide-react";
import type { ReactNode } from "react";
import { common } from "../text/common";
import { Icon } from "./Icon";
import { IconButton } from "./IconButton";
import { LiveText } from "./LiveText";
import styles from "./StatusLine.module.css";

type Props = {
  /** What was done, until it is dismissed; nothing hides the line, the live region stays. */
  children?: string | false | undefined;
  actions?: ReactNode;
  onDismiss?: (() => void) | undefined;
};

export function StatusLine({ children, actions, onDismiss }: Props) {
  return (
    <div className={children ? styles.line : styles.quiet}>
      {children && <Icon of={CircleCheck} />}
      <LiveText className={styles.words}>{children}</LiveText>
      {children && actions}
      {children && onDismiss && <IconButton label={common.dismiss} icon={X} size={24} onPress={onDismiss} />}
    </div>
  );
}
