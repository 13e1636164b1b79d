import { LoaderCircle } from "lucide-react";
import { Icon } from "./Icon";
import styles from "./Spinner.module.css";

/** Decoration: words beside it say what runs. */
export function Spinner({ size = 16 }: { size?: 12 | 14 | 16 | 18 | 20 }) {
  return <Icon of={LoaderCircle} size={size} className={styles.spinner} />;
}
