import { GitCompare } from "lucide-react";
import { Button } from "../../components/Button";
import type { AgentView } from "../../host";
import { compareText } from "../../text/compare";
import { historyText } from "../../text/history";
import type { Layout } from "./ChangeItem";
import { CompareTools } from "./CompareTools";
import { Comparison } from "./Comparison";
import { PaneNews } from "./PaneNews";
import { useComparing } from "./useComparing";
import styles from "./VersionPane.module.css";

type Props = {
  agent: AgentView;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  onCompare: () => void;
};

/** What is not live yet, against what is. */
export function UnpublishedPane({ agent, layout, onLayout, onCompare }: Props) {
  const comparing = useComparing(agent.id, {
    left:
      agent.live === null ? { kind: "liveOf", agentId: agent.id } : { kind: "version", id: agent.live.id },
    right: { kind: "workingCopy" },
  });
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
        </div>
        <div className={styles.bar}>
          <CompareTools comparing={comparing} layout={layout} onLayout={onLayout} />
        </div>
      </header>
      <PaneNews comparing={comparing} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and may hold nothing else to focus */}
      <section className={styles.body} aria-label={historyText.unpublished} tabIndex={0}>
        <Comparison comparing={comparing} layout={layout} tickOf={null} />
      </section>
    </div>
  );
}
