import { CircleAlert, Info, type LucideIcon, PencilLine, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import { common } from "../text/common";
import styles from "./Banner.module.css";
import { Icon } from "./Icon";
import { IconButton } from "./IconButton";

type Tone = "warn" | "error" | "scan" | "you" | "neutral";

type Props = {
  tone: Tone;
  title?: ReactNode;
  icon?: LucideIcon;
  children?: ReactNode;
  actions?: ReactNode;
  onDismiss?: (() => void) | undefined;
};

const icons: Record<Tone, LucideIcon> = {
  warn: TriangleAlert,
  error: CircleAlert,
  scan: Info,
  you: PencilLine,
  neutral: Info,
};

/** Says what one can work around. Errors are announced at once, the rest when there is a pause. */
export function Banner({ tone, title, icon, children, actions, onDismiss }: Props) {
  return (
    <div className={`${styles.banner} ${styles[tone]}`}>
      <Icon of={icon ?? icons[tone]} className={styles.icon} />
      <div className={styles.words} role={tone === "error" ? "alert" : "status"}>
        {title && <strong className={styles.title}>{title}</strong>}
        {title && children ? " " : null}
        {children}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
      {onDismiss && <IconButton label={common.dismiss} icon={X} size={24} onPress={onDismiss} />}
    </div>
  );
}
