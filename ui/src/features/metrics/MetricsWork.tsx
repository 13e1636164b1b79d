import { Plus, SlidersHorizontal, Undo2 } from "lucide-react";
import { useCallback, useEffect, useId, useMemo, useState } from "react";
import { Button } from "../../components/Button";
import { Freshness } from "../../components/Freshness";
import { Kbd } from "../../components/Kbd";
import { StatusLine } from "../../components/StatusLine";
import type { AgentView, Card, Panel } from "../../host";
import { metricsText } from "../../text/metrics";
import { shellText } from "../../text/shell";
import { findingsByMetric, safeCount } from "../lint/findings";
import { LintSummary } from "../lint/LintSummary";
import { MoveMenu } from "../moving/MoveMenu";
import { ReviewDialog } from "../publish/ReviewDialog";
import { takeReviewRequest, useReviewRequest } from "../publish/reviewRequest";
import { ErrorBanner } from "../shell/ErrorState";
import { agentHref, goTo } from "../shell/route";
import { useShell } from "../shell/shellContext";
import { AnalysisSettings } from "./AnalysisSettings";
import { EmptyMetrics } from "./EmptyMetrics";
import { takeEditRequest, useEditRequest } from "./editRequest";
import { KeptBanners } from "./KeptBanners";
import { isEditable, MetricList } from "./MetricList";
import { metricName } from "./MetricListItem";
import styles from "./MetricsPage.module.css";
import { PageBanners } from "./PageBanners";
import { newCard } from "./panelState";
import { SetupPanel } from "./SetupPanel";
import { stateOf, useMetricEdits } from "./useMetricEdits";
import { usePageKeys } from "./usePageKeys";
import { NEW_SLOT } from "./usePanel";

interface Props {
  agent: AgentView;
  error: unknown;
  isReading: boolean;
  onRead: () => void;
}

interface OpenPanel {
  slot: string;
  prefill: Card[];
  /** Every opening mounts the panel anew. */
  opening: number;
}

/** The page once there is something to show. */
export function MetricsWork({ agent, error, isReading, onRead }: Props) {
  const edits = useMetricEdits(agent);
  const [panel, setPanel] = useState<OpenPanel | null>(null);
  const [isPanelOpen, setPanelOpen] = useState(false);
  const [isReviewOpen, setReviewOpen] = useState(false);
  const [showsSettings, setShowsSettings] = useState(false);
  const settingsId = useId();
  const addId = useId();
  const isReadOnly = agent.readOnly !== null;
  const [showsOnlyFindings, setShowsOnlyFindings] = useState(false);
  const findings = useMemo(() => findingsByMetric(agent.findings), [agent.findings]);
  const loud = useMemo(
    () => agent.metrics.filter((row) => findings.get(row.id)?.some((each) => each.severity !== "info")),
    [agent.metrics, findings],
  );
  const onlyFindings = showsOnlyFindings && loud.length > 0;
  const listedMetrics = onlyFindings ? loud : agent.metrics;
  const standing = agent.metrics.filter((row) => row.change !== "removed").length;

  const open = useCallback((slot: string, prefill: Card[] = []) => {
    setPanel((before) => ({ slot, prefill, opening: (before?.opening ?? 0) + 1 }));
    setPanelOpen(true);
  }, []);
  const add = useCallback(() => open(NEW_SLOT), [open]);

  /** Add Metrics, or the row the panel was about: whatever is still there. */
  const focusAfterPanel = (slot: string) => {
    if (slot !== NEW_SLOT) edits.setFocusRow(slot);
    else requestAnimationFrame(() => document.getElementById(addId)?.focus());
  };

  const closed = () => {
    setPanelOpen(false);
    if (panel !== null) focusAfterPanel(panel.slot);
  };
  const saved = (after: AgentView, cards: Panel) => {
    setPanelOpen(false);
    if (panel === null) return;
    const row = after.metrics.find((each) => each.id === panel.slot);
    const words =
      row === undefined
        ? metricsText.done.added(cards.cards.length)
        : row.change === "same"
          ? metricsText.done.editedUnchanged(metricName(row))
          : metricsText.done.edited(metricName(row));
    edits.setDone({ words, undo: null, of: stateOf(after) });
    focusAfterPanel(panel.slot);
  };

  const asked = useEditRequest(agent.id);
  useEffect(() => {
    if (asked === null) return;
    takeEditRequest();
    if (asked === NEW_SLOT) {
      if (!isReadOnly) add();
      return;
    }
    const row = agent.metrics.find((each) => each.id === asked);
    if (row !== undefined && isEditable(row)) open(asked);
  }, [asked, agent.metrics, open, add, isReadOnly]);

  const asksForReview = useReviewRequest(agent.id);
  useEffect(() => {
    if (!asksForReview) return;
    takeReviewRequest();
    setReviewOpen(true);
  }, [asksForReview]);

  usePageKeys({
    onAdd: isReadOnly ? null : add,
    onUndo: agent.canUndo ? edits.undo : null,
    onRedo: agent.canRedo ? edits.redo : null,
  });

  const readingOnly = useShell()?.connection.readingOnly ?? false;
  const { done } = edits;
  const takeBack = done?.takeBack ?? edits.undo;
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <div>
          <h1 className={styles.title}>{metricsText.heading}</h1>
          <div className={styles.facts}>
            <p className={styles.count}>{metricsText.count(standing, agent.metrics.length - standing)}</p>
            <Freshness
              readAt={agent.readAt}
              fromCache={agent.fromCache || (error !== null && error !== undefined)}
              isReading={isReading}
              offReason={readingOnly ? shellText.reading.refresh : null}
              onRefresh={onRead}
            />
          </div>
        </div>
        <div className={styles.actions}>
          <Button
            variant="secondary"
            icon={SlidersHorizontal}
            aria-expanded={showsSettings}
            aria-controls={settingsId}
            onPress={() => setShowsSettings((shown) => !shown)}
          >
            {metricsText.settings.title}
          </Button>
          <MoveMenu agent={agent} isReadOnly={isReadOnly} />
          <Button
            id={addId}
            variant="ink"
            icon={Plus}
            onPress={add}
            disabledReason={isReadOnly ? metricsText.readOnlyAdd : null}
          >
            {metricsText.add}
          </Button>
        </div>
      </div>

      <div className={styles.notes}>
        <PageBanners
          agent={agent}
          error={error}
          isReading={isReading}
          onRead={onRead}
          onReview={() => setReviewOpen(true)}
          onContinueFromLive={edits.continueFromLive}
          onTogether={edits.saidTogether}
        />
        <LintSummary
          findings={agent.findings}
          isReadOnly={isReadOnly}
          showsOnly={onlyFindings}
          onShowOnly={loud.length < agent.metrics.length ? setShowsOnlyFindings : null}
          onFixSafe={() => void edits.mendSafe(safeCount(agent.findings))}
        />
        {edits.error !== null && <ErrorBanner error={edits.error} onDismiss={edits.dismissError} />}
        <KeptBanners agent={agent} onContinue={open} onDone={edits.setDone} />
        <div className={done === null ? styles.quiet : undefined}>
          <StatusLine
            onDismiss={done === null ? undefined : () => edits.setDone(null)}
            actions={
              done !== null &&
              done.undo !== null && (
                <Button
                  variant="ghost"
                  size="row"
                  icon={Undo2}
                  aria-label={metricsText.done.undoOf(done.words)}
                  onPress={() => void takeBack()}
                >
                  {metricsText.done.undo}
                </Button>
              )
            }
          >
            {done?.words}
          </StatusLine>
        </div>
        {showsSettings && <AnalysisSettings id={settingsId} agent={agent} onChange={edits.setFlag} />}
      </div>

      {agent.metrics.length === 0 && !isReadOnly ? (
        <EmptyMetrics
          onAdd={(fields) =>
            open(
              NEW_SLOT,
              fields.map((each) => newCard(each)),
            )
          }
          onStart={add}
        />
      ) : (
        agent.metrics.length > 0 && (
          <>
            <MetricList
              metrics={listedMetrics}
              findings={findings}
              isReadOnly={isReadOnly}
              focusRow={edits.focusRow}
              onFocused={() => edits.setFocusRow(null)}
              onEdit={(row) => open(row.id)}
              onDuplicate={edits.duplicate}
              onRemove={edits.remove}
              onPutBack={edits.putBack}
              onMove={edits.move}
              onMend={edits.mend}
            />
            {!isReadOnly && <KeysLine />}
          </>
        )
      )}

      {panel !== null && (
        <SetupPanel
          key={panel.opening}
          agent={agent}
          slot={panel.slot}
          prefill={panel.prefill}
          isOpen={isPanelOpen}
          onClosed={closed}
          onSaved={saved}
        />
      )}
      <ReviewDialog
        agentId={agent.id}
        isOpen={isReviewOpen}
        onClose={() => setReviewOpen(false)}
        onViewHistory={() => goTo(agentHref(agent.id, "history"))}
      />
    </div>
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
