import { GitCompare, Save } from "lucide-react";
import { useState } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import type { AgentView } from "../../host";
import { compareText } from "../../text/compare";
import { draftsText } from "../../text/drafts";
import { historyText } from "../../text/history";
import { versionName } from "../../text/publish";
import { SaveDraftDialog } from "../drafts/SaveDraftDialog";
import { whyNoDraft } from "../drafts/whyNoDraft";
import { agentHref, goTo } from "../shell/route";
import { useShell } from "../shell/shellContext";
import type { Layout } from "./ChangeItem";
import { CompareTools } from "./CompareTools";
import { Comparison } from "./Comparison";
import { liveOf } from "./liveOf";
import { PaneNews } from "./PaneNews";
import { useComparing } from "./useComparing";
import styles from "./VersionPane.module.css";

type Props = {
  agent: AgentView;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  onCompare: () => void;
  onShowDrafts: () => void;
};

/** What is not live yet, against what is. */
export function UnpublishedPane({ agent, layout, onLayout, onCompare, onShowDrafts }: Props) {
  const readingOnly = useShell()?.connection.readingOnly ?? false;
  const [isSaving, setSaving] = useState(false);
  const liveId = agent.live?.id ?? null;
  const comparing = useComparing(agent.id, { left: liveOf(agent), right: { kind: "workingCopy" } }, liveId);
  return (
    <div className={styles.pane}>
      <header className={styles.head}>
        <div className={styles.top}>
          <div className={styles.words}>
            <h2 className={styles.title}>{historyText.unpublished}</h2>
            <p className={styles.who}>{historyText.unpublishedWords(agent.changes)}</p>
          </div>
          <Button variant="secondary" icon={GitCompare} onPress={onCompare}>
            {compareText.compareWith}
          </Button>
          <Button
            variant="secondary"
            icon={Save}
            disabledReason={whyNoDraft(agent, readingOnly)}
            onPress={() => setSaving(true)}
          >
            {draftsText.save.button}
          </Button>
        </div>
        <div className={styles.bar}>
          <CompareTools comparing={comparing} layout={layout} onLayout={onLayout} />
        </div>
      </header>
      <PaneNews comparing={comparing} />
      {agent.baseMoved && (
        <div className={styles.done}>
          <Banner
            tone="warn"
            title={compareText.baseMoved.title(
              versionName(agent.live?.number, compareText.baseMoved.another),
            )}
            actions={
              <Button variant="secondary" size="row" onPress={() => goTo(agentHref(agent.id))}>
                {compareText.toMetrics}
              </Button>
            }
          >
            {compareText.baseMoved.body}
          </Banner>
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and may hold nothing else to focus */}
      <section className={styles.body} aria-label={historyText.unpublished} tabIndex={0}>
        <Comparison comparing={comparing} layout={layout} tickOf={null} liveId={liveId} />
      </section>
      <SaveDraftDialog
        agentId={agent.id}
        isOpen={isSaving}
        onClose={() => setSaving(false)}
        onShowDrafts={onShowDrafts}
      />
    </div>
  );
}
