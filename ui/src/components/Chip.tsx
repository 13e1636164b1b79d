import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./Chip.module.css";
import { Icon } from "./Icon";

type Props = {
  tone: "live" | "you" | "draft" | "scan" | "warn" | "error" | "neutral";
  /** A filled dot before the words. */
  dot?: boolean;
  icon?: LucideIcon;
  /** 20 high instead of 24: in rows and lists. */
  small?: boolean;
  children: ReactNode;
};

export function Chip({ tone, dot = false, icon, small = false, children }: Props) {
  return (
    <span className={`${styles.chip} ${styles[tone]} ${small ? styles.small : ""}`}>
      {dot && <span className={styles.dot} />}
      {icon && <Icon of={icon} size={12} />}
      <span className={styles.words}>{children}</span>
    </span>
  );
}
