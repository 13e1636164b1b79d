import { SearchX } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Kbd } from "../../components/Kbd";
import { isFocusLost } from "../../components/useFocusGone";
import { useSearchKey } from "../../components/useKeyDown";
import type { AgentView, Finding, MetricRow } from "../../host";
import { listText } from "../../text/list";
import { metricsText } from "../../text/metrics";
import { asksFirst } from "../lint/findings";
import { ListBar } from "./ListBar";
import { isFiltered, isPlain, type ListView, plainView, useListView } from "./listView";
import { MetricList } from "./MetricList";
import styles from "./MetricsPage.module.css";
import { stepIndex } from "./reorder";
import { SelectionBar } from "./SelectionBar";
import type { BeyondActions } from "./useBeyond";
import type { MetricEdits } from "./useMetricEdits";

interface Props {
  agent: AgentView;
  /** The rows to show, in the order to show them. */
  rows: MetricRow[];
  edits: MetricEdits;
  beyond: BeyondActions;
  findings: ReadonlyMap<string, Finding[]>;
  onEdit: (row: MetricRow) => void;
  onPreview: (row: MetricRow) => void;
}

/** The list with what stands above it: search and filter, or what to do with the selected ones. */
export function ListWork({ agent, rows, edits, beyond, findings, onEdit, onPreview }: Props) {
  const { metrics } = agent;
  const isReadOnly = agent.readOnly !== null;
  const [view, setView] = useListView(agent.id);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());

  const noMove = isPlain(view) ? null : listText.noReorder;
  // Only what is in sight is selected: nothing happens to a metric that one does not see.
  const selectedRows = rows.filter((row) => chosen.has(row.id) && row.change !== "removed");
  const selected = new Set(selectedRows.map((row) => row.id));
  const inSetOrder = metrics.filter((row) => selected.has(row.id));
  const ids = inSetOrder.map((row) => row.id);

  const isSelecting = ids.length > 0;
  // What was chosen and is out of sight because of search or filter stays chosen.
  const inSight = new Set(rows.map((row) => row.id));
  const outOfSight = metrics.flatMap(({ id }) => (chosen.has(id) && !inSight.has(id) ? [id] : []));
  const select = (taken: ReadonlySet<string>) => {
    if (!isSelecting && outOfSight.length === 0) setSearching(false);
    setChosen(new Set([...outOfSight, ...taken]));
  };

  // The bar of the selection stands in the place of the search, until one asks for it.
  const search = useRef<HTMLInputElement>(null);
  const [isSearching, setSearching] = useState(false);
  useSearchKey(search, () => {
    setSearching(true);
    requestAnimationFrame(() => search.current?.select());
  });
  const change = (part: Partial<ListView>) => {
    // What comes back into sight brings the bar of the selection, which must not push the search away.
    if (outOfSight.length > 0) setSearching(true);
    setView(part);
  };

  // Where no row is left to take the focus, the search does.
  const { focusRow, setFocusRow } = edits;
  const isEmpty = rows.length === 0;
  useEffect(() => {
    if (!isEmpty || focusRow === null) return;
    const frame = requestAnimationFrame(() => {
      if (isFocusLost()) search.current?.focus();
      setFocusRow(null);
    });
    return () => cancelAnimationFrame(frame);
  }, [isEmpty, focusRow, setFocusRow]);

  const step = (moved: string[], by: -1 | 1, focus: string | null) => {
    if (noMove !== null) return edits.say(noMove);
    const to = stepIndex(metrics, moved, by);
    if (to !== null) void edits.moveTo(moved, to, focus);
  };
  const removeSelected = () => {
    const [only] = inSetOrder;
    if (inSetOrder.length === 1 && only !== undefined) void edits.remove(only);
    else void edits.removeMany(inSetOrder);
  };

  return (
    <>
      {isSelecting && (
        <SelectionBar
          rows={inSetOrder}
          isReadOnly={isReadOnly}
          beyond={beyond}
          noMove={noMove}
          canMove={{ up: stepIndex(metrics, ids, -1) !== null, down: stepIndex(metrics, ids, 1) !== null }}
          onRemove={removeSelected}
          onDuplicate={() => void edits.duplicateMany(inSetOrder)}
          onMove={(by) => step(ids, by, null)}
          onClear={() => {
            setChosen(new Set());
            setSearching(false);
            edits.setFocusRow(ids[0] ?? null);
          }}
        />
      )}
      {(!isSelecting || isSearching) && (
        <ListBar view={view} onChange={change} shown={rows.length} all={metrics.length} searchRef={search} />
      )}
      {isEmpty && isFiltered(view) ? (
        <EmptyState
          icon={SearchX}
          title={listText.nothing.title(view.search.trim())}
          body={listText.nothing.body(metrics.length)}
          actions={
            <Button
              variant="secondary"
              onPress={() => {
                change(plainView);
                search.current?.focus();
              }}
            >
              {listText.nothing.clear}
            </Button>
          }
        />
      ) : (
        <MetricList
          rows={rows}
          metrics={metrics}
          findings={findings}
          isReadOnly={isReadOnly}
          selected={selected}
          onSelect={select}
          onRemoveSelected={removeSelected}
          onDrop={(moved, to) => void edits.moveTo(moved, to, moved[0] ?? null)}
          noMove={noMove}
          focusRow={edits.focusRow}
          onFocused={() => edits.setFocusRow(null)}
          onEdit={onEdit}
          onPreview={onPreview}
          onDuplicate={edits.duplicate}
          onRemove={edits.remove}
          onPutBack={edits.putBack}
          onStep={(moved, by) => step(moved, by, moved.length === 1 ? (moved[0] ?? null) : null)}
          onMend={(row, finding) => (asksFirst(row, finding) ? onEdit(row) : void edits.mend(row, finding))}
          beyond={beyond}
        />
      )}
      {!isReadOnly && <KeysLine />}
    </>
  );
}

/** The keys of the list, for those who look at it all day. */
function KeysLine() {
  return (
    <p className={styles.keys} aria-hidden="true">
      {metricsText.keys.map(({ keys, words }) => (
        <span key={words}>
          <Kbd>{keys.join(" ")}</Kbd> {words}
        </span>
      ))}
    </p>
  );
}
