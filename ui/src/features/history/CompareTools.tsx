import { AlignLeft, ChevronDown, ChevronUp, Columns2, Copy } from "lucide-react";
import { IconButton } from "../../components/IconButton";
import { Segmented } from "../../components/Segmented";
import { compareText } from "../../text/compare";
import type { Layout } from "./ChangeItem";
import type { Comparing } from "./useComparing";
import styles from "./VersionPane.module.css";

const layouts = [
  { id: "sideBySide", label: compareText.sideBySide, icon: Columns2 },
  { id: "oneText", label: compareText.oneText, icon: AlignLeft },
] as const;

type Props = { comparing: Comparing; layout: Layout; onLayout: (layout: Layout) => void };

/** How a comparison is shown, and the way from change to change. */
export function CompareTools({ comparing, layout, onLayout }: Props) {
  const view = comparing.view;
  const nothing =
    view === undefined || view.items.length + view.moved.length + view.flags.length + view.rest.length === 0;
  return (
    <div className={styles.tools}>
      <Segmented label={compareText.layouts} items={layouts} selected={layout} onSelect={onLayout} />
      <IconButton
        label={compareText.previous}
        tooltip={`${compareText.previous}  [`}
        icon={ChevronUp}
        off={nothing}
        onPress={() => comparing.walk(-1)}
      />
      <IconButton
        label={compareText.next}
        tooltip={`${compareText.next}  ]`}
        icon={ChevronDown}
        off={nothing}
        onPress={() => comparing.walk(1)}
      />
      <IconButton
        label={compareText.copy}
        tooltip={`${compareText.copy}  Ctrl C`}
        icon={Copy}
        off={view === undefined}
        onPress={() => void comparing.copy()}
      />
    </div>
  );
}
