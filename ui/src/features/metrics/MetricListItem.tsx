import { Copy, Pencil, Trash2, Undo2 } from "lucide-react";
import { GridListItem } from "react-aria-components";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { Chip } from "../../components/Chip";
import { IconButton } from "../../components/IconButton";
import { TypeChip } from "../../components/TypeChip";
import type { Finding, MetricRow } from "../../host";
import { metricsText } from "../../text/metrics";
import { dataTypeName, readableName } from "../../text/names";
import { FindingList } from "../lint/FindingList";
import { asksFirst } from "../lint/findings";
import { ChoiceLine } from "./ChoiceLine";
import { useDragOf } from "./DragMetrics";
import { isEditable, type RowActions } from "./MetricList";
import styles from "./MetricListItem.module.css";
import { RowHandle } from "./RowHandle";
import { RowMenu } from "./RowMenu";

/** Findings a row shows before "more". */
const IN_A_ROW = 1;

interface Props extends RowActions {
  row: MetricRow;
  findings: Finding[];
  isReadOnly: boolean;
  canDrag: boolean;
  noMove: string | null;
  /** Among the metrics that are not removed. */
  place: number;
  of: number;
  /** What moves with it. */
  moved: string[];
}

export function metricName(row: { identifier: string }): string {
  return row.identifier.trim() === "" ? metricsText.unnamed : readableName(row.identifier);
}

/** What buttons call a metric: the identifier, which is its own in the list. */
export function spokenIdentifier(row: { identifier: string }): string {
  return row.identifier.trim() === "" ? metricsText.unnamed : row.identifier;
}

export function MetricListItem(props: Props) {
  const { row, findings, isReadOnly, canDrag, noMove, place, of, moved, ...actions } = props;
  const { isMoved, line } = useDragOf(row.id);
  const name = metricName(row);
  const spoken = spokenIdentifier(row);
  const isRemoved = row.change === "removed";
  const text = [name, dataTypeName(row.dataType, row.unknownType), metricsText.changeLong[row.change]];
  return (
    <GridListItem
      id={row.id}
      textValue={text.filter(Boolean).join(", ")}
      className={`${styles.row} ${styles[row.change]}`}
      data-change={row.change}
      data-moved={isMoved || undefined}
      data-drop={line ?? undefined}
    >
      <span className={styles.grip}>
        {!isRemoved && (
          <>
            <span className={styles.handle}>{canDrag && <RowHandle id={row.id} name={spoken} />}</span>
            <span className={styles.check}>
              <Checkbox slot="selection" excludeFromTabOrder />
            </span>
          </>
        )}
      </span>
      <span className={styles.named}>
        {isRemoved ? <del className={styles.name}>{name}</del> : <span className={styles.name}>{name}</span>}
        {!isRemoved && <span className={styles.identifier}>{row.identifier}</span>}
      </span>
      <span className={styles.type}>
        <TypeChip type={row.dataType} unknown={row.unknownType} />
      </span>
      <span className={styles.asked}>
        {isRemoved ? (
          <span className={styles.note}>{metricsText.removedNote}</span>
        ) : (
          <>
            <span className={row.prompt.trim() === "" ? styles.note : styles.prompt}>
              {row.prompt.trim() === "" ? metricsText.noPrompt : row.prompt}
            </span>
            {row.dataType === null && <span className={styles.note}>{metricsText.unknownNote}</span>}
            {row.choices.length > 0 && <ChoiceLine choices={row.choices} added={row.newChoices} />}
            <FindingList
              findings={findings}
              of={spoken}
              most={IN_A_ROW}
              opens={(finding) => asksFirst(row, finding)}
              onFix={isReadOnly || !isEditable(row) ? undefined : (finding) => actions.onMend(row, finding)}
            />
          </>
        )}
      </span>
      <span className={styles.end}>
        {!isRemoved && (
          <span className={isReadOnly ? undefined : styles.state}>
            {row.change === "same" ? (
              <span className={styles.live}>{metricsText.change.same}</span>
            ) : (
              <Chip tone="you" small>
                {metricsText.change[row.change]}
              </Chip>
            )}
          </span>
        )}
        {!isReadOnly && isRemoved && (
          <Button
            variant="ghost"
            size="row"
            icon={Undo2}
            aria-label={metricsText.putBackOf(spoken)}
            onPress={() => actions.onPutBack(row)}
          >
            {metricsText.putBack}
          </Button>
        )}
        {!isReadOnly && !isRemoved && (
          <span className={styles.actions}>
            {isEditable(row) && (
              <>
                <IconButton
                  label={metricsText.edit(spoken)}
                  tooltip={metricsText.editShort}
                  icon={Pencil}
                  size={24}
                  onPress={() => actions.onEdit(row)}
                />
                <IconButton
                  label={metricsText.duplicate(spoken)}
                  tooltip={metricsText.duplicateShort}
                  icon={Copy}
                  size={24}
                  onPress={() => actions.onDuplicate(row)}
                />
              </>
            )}
            <IconButton
              label={metricsText.remove(spoken)}
              tooltip={metricsText.removeShort}
              icon={Trash2}
              size={24}
              onPress={() => actions.onRemove(row)}
            />
            <RowMenu
              row={row}
              name={spoken}
              isFirst={place === 0}
              isLast={place === of - 1}
              noMove={noMove}
              onPreview={actions.onPreview}
              onStep={(by) => actions.onStep(moved, by)}
              beyond={actions.beyond}
            />
          </span>
        )}
      </span>
    </GridListItem>
  );
}
