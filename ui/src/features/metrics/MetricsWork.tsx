import { Plus, SlidersHorizontal, Undo2 } from "lucide-react";
import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Freshness } from "../../components/Freshness";
import { StatusLine } from "../../components/StatusLine";
import type { AgentView, Card, MetricRow, Panel } from "../../host";
import { consequencesText } from "../../text/consequences";
import { metricsText } from "../../text/metrics";
import { readableName } from "../../text/names";
import { shellText } from "../../text/shell";
import { findingsByMetric, hasSafe, isLoud, safeCount } from "../lint/findings";
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
import { ListWork } from "./ListWork";
import { arranged, useListView } from "./listView";
import { isEditable } from "./MetricList";
import { metricName } from "./MetricListItem";
import styles from "./MetricsPage.module.css";
import { PageBanners } from "./PageBanners";
import { PreviewDialog } from "./PreviewDialog";
import { takeAction, usePageAction } from "./pageAction";
import { cardOfMetric, newCard } from "./panelState";
import { SetupPanel } from "./SetupPanel";
import { useBeyond } from "./useBeyond";
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
  const [panel, setPanel] = useState<OpenPanel | null>(null);
  const [isPanelOpen, setPanelOpen] = useState(false);
  const [isReviewOpen, setReviewOpen] = useState(false);
  const [target, setTarget] = useState<string | null>(null);
  const [showsSettings, setShowsSettings] = useState(false);
  const [preview, setPreview] = useState<{ card: Card; isOpen: boolean } | null>(null);
  const settingsId = useId();
  const addId = useId();
  const isReadOnly = agent.readOnly !== null;
  const [view, setView] = useListView(agent.id);
  const findings = useMemo(() => findingsByMetric(agent.findings), [agent.findings]);
  const hasProblems = (row: MetricRow) => findings.get(row.id)?.some(isLoud) ?? false;
  const rows = arranged(agent.metrics, view, hasProblems);
  const edits = useMetricEdits(agent, rows);
  const showsProblems = view.filters.has("findings");
  /** The first row that "Fix all safe ones" mended: it gets the focus of the button. */
  const mended = useRef<string | null>(null);
  const showProblems = (only: boolean) => {
    const filters = new Set(view.filters);
    if (only) filters.add("findings");
    else filters.delete("findings");
    setView({ filters });
  };
  const standingRows = agent.metrics.filter((row) => row.change !== "removed");
  const standing = standingRows.length;

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
  const saved = (after: AgentView, cards: Panel, instead: string[]) => {
    setPanelOpen(false);
    if (panel === null) return;
    if (instead.length > 0) {
      edits.setDone({
        words: consequencesText.added(instead.map(readableName)),
        undo: consequencesText.instead,
        of: stateOf(after),
      });
      focusAfterPanel(panel.slot);
      return;
    }
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
    if (asksForReview === null) return;
    takeReviewRequest();
    setTarget(asksForReview.target);
    setReviewOpen(true);
  }, [asksForReview]);

  const beyond = useBeyond(agent);
  const action = usePageAction(agent.id);
  useEffect(() => {
    if (action === null) return;
    takeAction();
    if (action.kind === "settings") setShowsSettings(true);
    else if (action.kind === "beyond") {
      if (action.action === "importMetrics") beyond.actions.importMetrics?.();
      else beyond.actions[action.action]?.(agent.metrics.filter((row) => row.change !== "removed"));
    } else if (isReadOnly) return;
    else if (action.kind === "template") open(NEW_SLOT, [newCard(action.fields)]);
    else void (action.kind === "undo" ? edits.undo() : edits.redo());
  }, [action, agent.metrics, beyond.actions, edits.undo, edits.redo, isReadOnly, open]);

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
          <MoveMenu rows={standingRows} actions={beyond.actions} />
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
          showsOnly={showsProblems}
          onShowOnly={showsProblems || !agent.metrics.every(hasProblems) ? showProblems : null}
          onFixSafe={() => {
            const first = rows.find((row) => hasSafe(findings.get(row.id) ?? [])) ?? rows[0];
            mended.current = (first ?? agent.metrics[0])?.id ?? null;
            void edits.mendSafe(safeCount(agent.findings));
          }}
          onFixGone={() => edits.setFocusRow(mended.current ?? rows[0]?.id ?? null)}
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
          <ListWork
            agent={agent}
            rows={rows}
            edits={edits}
            beyond={beyond.actions}
            findings={findings}
            onEdit={(row) => open(row.id)}
            onPreview={(row) => setPreview({ card: cardOfMetric(row), isOpen: true })}
          />
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
      {preview !== null && (
        <PreviewDialog
          agentId={agent.id}
          card={preview.card}
          isOpen={preview.isOpen}
          onClose={() => setPreview({ ...preview, isOpen: false })}
        />
      )}
      {beyond.dialogs}
      <ReviewDialog
        agentId={agent.id}
        isOpen={isReviewOpen}
        beginsWith={target}
        beginsWithChanges={target !== null}
        onClose={() => {
          setReviewOpen(false);
          setTarget(null);
        }}
        onViewHistory={() => goTo(agentHref(agent.id, "history"))}
      />
    </div>
  );
}
