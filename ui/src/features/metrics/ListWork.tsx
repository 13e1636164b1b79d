import { SearchX } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Kbd } from "../../components/Kbd";
import type { AgentView, Finding, MetricRow } from "../../host";
import { listText } from "../../text/list";
import { metricsText } from "../../text/metrics";
import { asksFirst } from "../lint/findings";
import { ListBar } from "./ListBar";
import { arranged, type HasProblems, isFiltered, isPlain, plainView, useListView } from "./listView";
import { MetricList } from "./MetricList";
import styles from "./MetricsPage.module.css";
import { stepIndex } from "./reorder";
import { SelectionBar } from "./SelectionBar";
import type { BeyondActions } from "./useBeyond";
import type { MetricEdits } from "./useMetricEdits";

interface Props {
  agent: AgentView;
  edits: MetricEdits;
  beyond: BeyondActions;
  findings: ReadonlyMap<string, Finding[]>;
  hasProblems: HasProblems;
  onEdit: (row: MetricRow) => void;
  onPreview: (row: MetricRow) => void;
}

/** The list with what stands above it: search and filter, or what to do with the selected ones. */
export function ListWork({ agent, edits, beyond, findings, hasProblems, onEdit, onPreview }: Props) {
  const { metrics } = agent;
  const isReadOnly = agent.readOnly !== null;
  const [view, setView] = useListView(agent.id);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());

  const rows = arranged(metrics, view, hasProblems);
  const noMove = isPlain(view) ? null : listText.noReorder;
  // Only what is in sight is selected: nothing happens to a metric that one does not see.
  const selectedRows = rows.filter((row) => chosen.has(row.id) && row.change !== "removed");
  const selected = new Set(selectedRows.map((row) => row.id));
  const inSetOrder = metrics.filter((row) => selected.has(row.id));
  const ids = inSetOrder.map((row) => row.id);

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
      {inSetOrder.length > 0 ? (
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
            edits.setFocusRow(ids[0] ?? null);
          }}
        />
      ) : (
        <ListBar
          view={view}
          onChange={setView}
          shown={rows.length}
          all={metrics.length}
          knowsProblems={hasProblems !== null}
        />
      )}
      {rows.length === 0 && isFiltered(view) ? (
        <EmptyState
          icon={SearchX}
          title={listText.nothing.title(view.search.trim())}
          body={listText.nothing.body(metrics.length)}
          actions={
            <Button variant="secondary" onPress={() => setView(plainView)}>
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
          onSelect={setChosen}
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
