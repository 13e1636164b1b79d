import { ArrowDown, ArrowUp, Copy, CopyPlus, Download, LayoutGrid, Trash2, X } from "lucide-react";
import { Button } from "../../components/Button";
import { IconButton } from "../../components/IconButton";
import type { MetricRow } from "../../host";
import { listText } from "../../text/list";
import { isEditable } from "./MetricList";
import styles from "./SelectionBar.module.css";
import type { BeyondActions } from "./useBeyond";

interface Props {
  rows: MetricRow[];
  isReadOnly: boolean;
  beyond: BeyondActions;
  /** Why nothing can be moved in this view of the list. */
  noMove: string | null;
  canMove: { up: boolean; down: boolean };
  onRemove: () => void;
  onDuplicate: () => void;
  onMove: (by: -1 | 1) => void;
  onClear: () => void;
}

/** What can be done with the selected metrics, in the place where search and filter stand otherwise. */
export function SelectionBar(props: Props) {
  const { rows, isReadOnly, beyond, noMove, canMove } = props;
  const odd = rows.every(isEditable) ? null : listText.unknownType;
  const { copyToAgents, exportMetrics, saveAsTemplates } = beyond;
  return (
    <div className={styles.bar} role="toolbar" aria-label={listText.selection}>
      <span className={styles.count}>{listText.selected(rows.length)}</span>
      {!isReadOnly && (
        <>
          <Button variant="secondary" size="toolbar" icon={Trash2} onPress={props.onRemove}>
            {listText.remove}
          </Button>
          <Button
            variant="secondary"
            size="toolbar"
            icon={Copy}
            onPress={props.onDuplicate}
            disabledReason={odd}
          >
            {listText.duplicate}
          </Button>
        </>
      )}
      {copyToAgents !== null && (
        <Button variant="secondary" size="toolbar" icon={CopyPlus} onPress={() => copyToAgents(rows)}>
          {listText.copy}
        </Button>
      )}
      {exportMetrics !== null && (
        <Button variant="secondary" size="toolbar" icon={Download} onPress={() => exportMetrics(rows)}>
          {listText.export}
        </Button>
      )}
      {saveAsTemplates !== null && (
        <Button
          variant="secondary"
          size="toolbar"
          icon={LayoutGrid}
          onPress={() => saveAsTemplates(rows)}
          disabledReason={odd}
        >
          {listText.saveAsTemplates}
        </Button>
      )}
      {!isReadOnly && (
        <>
          <IconButton
            label={listText.moveUp}
            icon={ArrowUp}
            size={28}
            onPress={() => props.onMove(-1)}
            off={noMove !== null || !canMove.up}
            tooltip={noMove ?? (canMove.up ? listText.moveUp : listText.atTop)}
          />
          <IconButton
            label={listText.moveDown}
            icon={ArrowDown}
            size={28}
            onPress={() => props.onMove(1)}
            off={noMove !== null || !canMove.down}
            tooltip={noMove ?? (canMove.down ? listText.moveDown : listText.atBottom)}
          />
        </>
      )}
      <span className={styles.gap} />
      <IconButton label={listText.clear} icon={X} size={28} onPress={props.onClear} />
    </div>
  );
}
