import { ArrowDown, ArrowUp, Copy, Ellipsis, Pencil, Trash2, Undo2 } from "lucide-react";
import { GridListItem } from "react-aria-components";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { IconButton } from "../../components/IconButton";
import { Menu } from "../../components/Menu";
import { TypeChip } from "../../components/TypeChip";
import type { Finding, MetricRow } from "../../host";
import { metricsText } from "../../text/metrics";
import { dataTypeName, readableName } from "../../text/names";
import { FindingList } from "../lint/FindingList";
import { ChoiceLine } from "./ChoiceLine";
import { isEditable, type RowActions } from "./MetricList";
import styles from "./MetricListItem.module.css";

/** Findings a row shows before "more". */
const IN_A_ROW = 1;

interface Props extends RowActions {
  row: MetricRow;
  findings: Finding[];
  isReadOnly: boolean;
  /** Among the metrics that are not removed. */
  place: number;
  of: number;
}

export function metricName(row: { identifier: string }): string {
  return row.identifier.trim() === "" ? metricsText.unnamed : readableName(row.identifier);
}

/** What buttons call a metric: the identifier, which is its own in the list. */
export function spokenIdentifier(row: { identifier: string }): string {
  return row.identifier.trim() === "" ? metricsText.unnamed : row.identifier;
}

export function MetricListItem({ row, findings, isReadOnly, place, of, ...actions }: Props) {
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
    >
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
            {of > 1 && (
              <Menu
                label={metricsText.more(spoken)}
                trigger={
                  <IconButton
                    label={metricsText.more(spoken)}
                    tooltip={metricsText.moreShort}
                    icon={Ellipsis}
                    size={24}
                  />
                }
                sections={[
                  {
                    id: "move",
                    entries: [
                      ...(place > 0 ? [{ id: "up", label: metricsText.moveUp, icon: ArrowUp }] : []),
                      ...(place < of - 1
                        ? [{ id: "down", label: metricsText.moveDown, icon: ArrowDown }]
                        : []),
                    ],
                  },
                ]}
                onAction={(id) => actions.onMove(row, id === "up" ? -1 : 1)}
              />
            )}
          </span>
        )}
      </span>
    </GridListItem>
  );
}
