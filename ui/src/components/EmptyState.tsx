import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";
import { Icon } from "./Icon";

type Props = {
  icon: LucideIcon;
  tone?: "neutral" | "warn" | "error" | "scan" | "you";
  title: string;
  /** 1 where it is all the page has. */
  level?: 1 | 2;
  body: ReactNode;
  /** At most two. */
  actions?: ReactNode;
  /** A line below, for support. */
  details?: ReactNode;
};

/** One shape for all that is empty or failed: mark, news, what is safe, what to do. */
export function EmptyState({ icon, tone = "neutral", title, level = 2, body, actions, details }: Props) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className={styles.state} role={tone === "error" || tone === "warn" ? "alert" : undefined}>
      <span className={`${styles.mark} ${styles[tone]}`}>
        <Icon of={icon} size={18} />
      </span>
      <Heading className={styles.title}>{title}</Heading>
      <div className={styles.body}>{body}</div>
      {actions && <div className={styles.actions}>{actions}</div>}
      {details && <div className={styles.details}>{details}</div>}
    </div>
  );
}
