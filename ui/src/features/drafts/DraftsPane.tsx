import { CircleDashed, Save } from "lucide-react";
import { useState } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Freshness } from "../../components/Freshness";
import { Skeleton } from "../../components/Skeleton";
import type { AgentView, DraftRow } from "../../host";
import { isOpen } from "../../host/runs";
import { branchesText, draftsText } from "../../text/drafts";
import { headerText, shellText } from "../../text/shell";
import { ErrorBanner, ErrorState } from "../shell/ErrorState";
import { useShell } from "../shell/shellContext";
import { whyOff } from "../shell/whyOff";
import { BranchList } from "./BranchList";
import { DraftList } from "./DraftList";
import styles from "./DraftsPane.module.css";
import { useDoing } from "./doing";
import { useBranches, useDrafts } from "./draftQueries";
import { SaveDraftDialog } from "./SaveDraftDialog";
import { whyNoDraft } from "./whyNoDraft";

type Props = {
  agent: AgentView;
  /** The agent has more than one branch. */
  hasBranches: boolean;
  onCompare: (draft: DraftRow) => void;
};

/** What is on Atoms and not published, whoever wrote it. */
export function DraftsPane({ agent, hasBranches, onCompare }: Props) {
  const query = useDrafts(agent.id);
  const readingOnly = useShell()?.connection.readingOnly ?? false;
  const [isSaving, setSaving] = useState(false);
  const { running } = useDoing(agent.id);
  const view = query.data;
  // Where drafts have names there are no branches, and nobody needs to ask.
  const branches = useBranches(agent.id, view !== undefined && !view.named);
  const offReason = agent.readOnly
    ? headerText.readOnly[agent.readOnly]
    : readingOnly
      ? shellText.reading.publish
      : null;
  const title = draftsText.title(hasBranches);
  return (
    <div className={styles.pane}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h2 className={styles.title}>{title}</h2>
          {view !== undefined && (
            <Freshness
              readAt={view.readAt}
              fromCache={query.isError}
              offReason={readingOnly ? shellText.reading.refresh : null}
              isReading={query.isFetching}
              label={draftsText.refresh}
              onRefresh={() => void query.refetch()}
            />
          )}
        </div>
        <Button
          variant="secondary"
          icon={Save}
          disabledReason={whyNoDraft(agent, readingOnly) ?? (running === null ? null : draftsText.busy)}
          onPress={() => setSaving(true)}
        >
          {draftsText.save.button}
        </Button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and may hold nothing else to focus */}
      <section className={styles.body} aria-label={title} tabIndex={0}>
        {view === undefined ? (
          query.error ? (
            <ErrorState
              error={query.error}
              onRetry={() => void query.refetch()}
              retrying={query.isFetching}
            />
          ) : (
            <Skeleton rows={3} height={88} label={draftsText.loading} />
          )
        ) : (
          <>
            {query.error && (
              <ErrorBanner
                error={query.error}
                onRetry={() => void query.refetch()}
                retrying={query.isFetching}
              />
            )}
            {view.drafts.length === 0 ? (
              <EmptyState icon={CircleDashed} title={draftsText.emptyTitle} body={draftsText.emptyBody} />
            ) : (
              <>
                {!view.named && <Banner tone="neutral">{draftsText.shared}</Banner>}
                <DraftList agent={agent} view={view} offReason={offReason} onCompare={onCompare} />
              </>
            )}
            {branches.error && (
              <ErrorBanner
                error={branches.error}
                onRetry={() => void branches.refetch()}
                retrying={branches.isFetching}
              />
            )}
            {branches.data !== undefined && branches.data.branches.length > 1 && (
              <BranchList
                agent={agent}
                view={branches.data}
                offReason={offReason}
                offPublish={
                  agent.publish !== null && isOpen(agent.publish)
                    ? branchesText.running
                    : whyOff(agent, readingOnly)
                }
              />
            )}
          </>
        )}
      </section>
      <SaveDraftDialog
        agentId={agent.id}
        isOpen={isSaving}
        onClose={() => setSaving(false)}
        onShowDrafts={null}
      />
    </div>
  );
}
