import { CircleAlert, Info, type LucideIcon, PencilLine, TriangleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import styles from "./Banner.module.css";
import { Dismiss } from "./Dismiss";
import { Icon } from "./Icon";

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
  const id = useId();
  return (
    <div className={`${styles.banner} ${styles[tone]}`}>
      <Icon of={icon ?? icons[tone]} className={styles.icon} />
      <div id={title ? undefined : id} className={styles.words} role={tone === "error" ? "alert" : "status"}>
        {title && (
          <strong id={id} className={styles.title}>
            {title}
          </strong>
        )}
        {title && children ? " " : null}
        {children}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
      {onDismiss && <Dismiss of={id} onPress={onDismiss} />}
    </div>
  );
}
