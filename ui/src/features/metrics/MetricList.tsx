import { type ReactNode, useEffect, useRef } from "react";
import { GridList, ListLayout, type Selection, Virtualizer } from "react-aria-components";
import { isFocusLost } from "../../components/useFocusGone";
import type { Finding, MetricRow } from "../../host";
import { metricsText } from "../../text/metrics";
import { DragMetrics } from "./DragMetrics";
import styles from "./MetricList.module.css";
import { MetricListItem } from "./MetricListItem";
import { movedWith } from "./reorder";
import type { BeyondActions } from "./useBeyond";

/** From here on only the rows in sight are drawn. */
const VIRTUAL_FROM = 40;

export interface RowActions {
  onEdit: (row: MetricRow) => void;
  onPreview: (row: MetricRow) => void;
  onDuplicate: (row: MetricRow) => void;
  onRemove: (row: MetricRow) => void;
  onPutBack: (row: MetricRow) => void;
  onStep: (moved: string[], by: -1 | 1) => void;
  onMend: (row: MetricRow, finding: Finding) => void;
  beyond: BeyondActions;
}

interface Props extends RowActions {
  /** The rows to show, in the order to show them. */
  rows: MetricRow[];
  /** All rows of the agent, in the order of the set. */
  metrics: MetricRow[];
  /** By id of the metric. */
  findings: ReadonlyMap<string, Finding[]>;
  isReadOnly: boolean;
  selected: ReadonlySet<string>;
  onSelect: (ids: ReadonlySet<string>) => void;
  onRemoveSelected: () => void;
  onDrop: (moved: string[], to: number) => void;
  /** Why nothing can be moved in this view of the list. */
  noMove: string | null;
  /** Row that gets the focus once; reported through `onFocused`. */
  focusRow: string | null;
  onFocused: () => void;
}

export function isEditable(row: MetricRow): boolean {
  return row.dataType !== null && row.change !== "removed";
}

/** Metrics as rows: arrows walk, Enter edits, Space selects, Alt with an arrow moves, Delete removes. */
export function MetricList(props: Props) {
  const { rows, metrics, findings, isReadOnly, selected, noMove, focusRow, onFocused, ...actions } = props;
  const root = useRef<HTMLDivElement | null>(null);

  useEffect(() => {
    if (focusRow === null) return;
    const frame = requestAnimationFrame(() => {
      const row = root.current?.querySelector<HTMLElement>(
        `[role="row"][data-key="${CSS.escape(focusRow)}"]`,
      );
      row?.focus();
      // Who enters the list from outside is led to the row that had the focus there last.
      if (row && document.activeElement !== row) row.focus();
      // A row that is not drawn or not shown now cannot have it; the list leads to one that can.
      if (!row && isFocusLost()) root.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
      onFocused();
    });
    return () => cancelAnimationFrame(frame);
  }, [focusRow, onFocused]);

  const rowKeys = (event: React.KeyboardEvent) => {
    if (isReadOnly || !(event.target instanceof HTMLElement)) return;
    const key = event.target.closest<HTMLElement>('[role="row"]')?.dataset.key;
    const row = rows.find((each) => each.id === key);
    if (row === undefined) return;
    const take = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (event.key === "Delete" && row.change !== "removed") {
      take();
      if (selected.has(row.id)) actions.onRemoveSelected();
      else actions.onRemove(row);
    } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      take();
      if (row.change !== "removed")
        actions.onStep(movedWith(metrics, row.id, selected), event.key === "ArrowUp" ? -1 : 1);
    }
  };

  const isLong = rows.length >= VIRTUAL_FROM;
  const standing = metrics.filter((row) => row.change !== "removed");
  const selectable = rows.filter((row) => row.change !== "removed").map((row) => row.id);
  const canDrag = !isReadOnly && noMove === null && standing.length > 1;
  const select = (keys: Selection) =>
    actions.onSelect(new Set(keys === "all" ? selectable : [...keys].map(String)));

  const list: ReactNode = (
    <GridList
      aria-label={metricsText.listLabel}
      className={styles.list ?? ""}
      items={rows}
      dependencies={[isReadOnly, standing.length, selected, noMove, findings]}
      keyboardNavigationBehavior="tab"
      selectionMode="multiple"
      selectedKeys={selected}
      onSelectionChange={select}
      // What is removed can still be walked to and put back.
      disabledKeys={rows.filter((row) => row.change === "removed").map((row) => row.id)}
      disabledBehavior="selection"
      onAction={(key) => {
        const row = rows.find((each) => each.id === key);
        if (row !== undefined && !isReadOnly && isEditable(row)) actions.onEdit(row);
      }}
    >
      {(row) => (
        <MetricListItem
          row={row}
          findings={findings.get(row.id) ?? []}
          isReadOnly={isReadOnly}
          canDrag={canDrag}
          noMove={noMove}
          place={standing.indexOf(row)}
          of={standing.length}
          moved={movedWith(metrics, row.id, selected)}
          {...actions}
        />
      )}
    </GridList>
  );

  return (
    <div
      ref={root}
      className={`${styles.frame} ${isLong ? styles.virtual : ""}`}
      role="presentation"
      data-selecting={selected.size > 0 || undefined}
      onKeyDownCapture={rowKeys}
    >
      <div className={styles.heads} aria-hidden="true">
        <span />
        <span>{metricsText.columns.metric}</span>
        <span>{metricsText.columns.type}</span>
        <span>{metricsText.columns.prompt}</span>
        <span className={styles.stateHead}>{metricsText.columns.state}</span>
      </div>
      <DragMetrics metrics={metrics} selected={selected} onDrop={actions.onDrop}>
        {isLong ? (
          <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowSize: 65 }}>
            {list}
          </Virtualizer>
        ) : (
          list
        )}
      </DragMetrics>
    </div>
  );
}
