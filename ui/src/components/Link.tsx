import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Link as AriaLink } from "react-aria-components";
import { Icon } from "./Icon";
import styles from "./Link.module.css";

type Props = { children: ReactNode; icon?: LucideIcon } & (
  | { href: string; onPress?: never }
  | { href?: never; onPress: () => void }
);

export function Link({ children, icon, ...props }: Props) {
  return (
    <AriaLink {...props} className={styles.link ?? ""}>
      {icon && <Icon of={icon} size={14} />}
      {children}
    </AriaLink>
  );
}
