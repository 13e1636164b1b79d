import { useEffect, useRef } from "react";
import { GridList, ListLayout, Virtualizer } from "react-aria-components";
import type { Finding, MetricRow } from "../../host";
import { metricsText } from "../../text/metrics";
import styles from "./MetricList.module.css";
import { MetricListItem } from "./MetricListItem";

/** From here on only the rows in sight are drawn. */
const VIRTUAL_FROM = 40;

export interface RowActions {
  onEdit: (row: MetricRow) => void;
  onDuplicate: (row: MetricRow) => void;
  onRemove: (row: MetricRow) => void;
  onPutBack: (row: MetricRow) => void;
  onMove: (row: MetricRow, by: -1 | 1) => void;
  onMend: (row: MetricRow, finding: Finding) => void;
}

interface Props extends RowActions {
  metrics: MetricRow[];
  /** By id of the metric. */
  findings: ReadonlyMap<string, Finding[]>;
  isReadOnly: boolean;
  /** Row that gets the focus once; reported through `onFocused`. */
  focusRow: string | null;
  onFocused: () => void;
}

export function isEditable(row: MetricRow): boolean {
  return row.dataType !== null && row.change !== "removed";
}

/** Metrics as rows: arrows walk, Enter edits, Alt with an arrow moves, Delete removes. */
export function MetricList({ metrics, findings, isReadOnly, focusRow, onFocused, ...actions }: Props) {
  const root = useRef<HTMLDivElement | null>(null);

  useEffect(() => {
    if (focusRow === null) return;
    const frame = requestAnimationFrame(() => {
      const row = root.current?.querySelector<HTMLElement>(
        `[role="row"][data-key="${CSS.escape(focusRow)}"]`,
      );
      row?.focus();
      onFocused();
    });
    return () => cancelAnimationFrame(frame);
  }, [focusRow, onFocused]);

  const rowKeys = (event: React.KeyboardEvent) => {
    if (isReadOnly || !(event.target instanceof HTMLElement)) return;
    const key = event.target.closest<HTMLElement>('[role="row"]')?.dataset.key;
    const row = metrics.find((each) => each.id === key);
    if (row === undefined) return;
    const take = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (event.key === "Delete" && row.change !== "removed") {
      take();
      actions.onRemove(row);
    } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      take();
      if (row.change !== "removed") actions.onMove(row, event.key === "ArrowUp" ? -1 : 1);
    }
  };

  const isLong = metrics.length >= VIRTUAL_FROM;
  const standing = metrics.filter((row) => row.change !== "removed");
  const list = (
    <GridList
      aria-label={metricsText.listLabel}
      className={styles.list ?? ""}
      items={metrics}
      dependencies={[isReadOnly, standing.length, findings]}
      keyboardNavigationBehavior="tab"
      onAction={(key) => {
        const row = metrics.find((each) => each.id === key);
        if (row !== undefined && !isReadOnly && isEditable(row)) actions.onEdit(row);
      }}
    >
      {(row) => (
        <MetricListItem
          row={row}
          findings={findings.get(row.id) ?? []}
          isReadOnly={isReadOnly}
          place={standing.indexOf(row)}
          of={standing.length}
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
      onKeyDownCapture={rowKeys}
    >
      <div className={styles.heads} aria-hidden="true">
        <span>{metricsText.columns.metric}</span>
        <span>{metricsText.columns.type}</span>
        <span>{metricsText.columns.prompt}</span>
        <span className={styles.stateHead}>{metricsText.columns.state}</span>
      </div>
      {isLong ? (
        <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowSize: 65 }}>
          {list}
        </Virtualizer>
      ) : (
        list
      )}
    </div>
  );
}
