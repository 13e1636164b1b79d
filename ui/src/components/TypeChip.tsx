import {
  CalendarClock,
  CircleAlert,
  Hash,
  LetterText,
  List,
  type LucideIcon,
  ToggleLeft,
} from "lucide-react";
import type { DataType } from "../host";
import { dataTypeName } from "../text/names";
import { Icon } from "./Icon";
import styles from "./TypeChip.module.css";

/** One mark per data type, wherever a type is shown. */
export const typeIcons: Record<DataType, LucideIcon> = {
  string: LetterText,
  boolean: ToggleLeft,
  integer: Hash,
  enum: List,
  datetime: CalendarClock,
};

export function TypeChip({ type, unknown }: { type: DataType | null; unknown?: string | null }) {
  return (
    <span className={styles.chip}>
      <Icon of={type ? typeIcons[type] : CircleAlert} size={12} />
      <span className={styles.words}>{dataTypeName(type, unknown)}</span>
    </span>
  );
}
