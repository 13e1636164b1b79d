import { GitBranch, GitCompare, PencilLine } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Monogram } from "../../components/Monogram";
import { Segmented } from "../../components/Segmented";
import type { AgentView, CompareSource, DraftBranch, VersionRow } from "../../host";
import { useVersion } from "../../host/queries";
import { compareText } from "../../text/compare";
import { historyText } from "../../text/history";
import { spokenTime } from "../../text/time";
import { AllMetrics } from "./AllMetrics";
import { BackBar } from "./BackBar";
import type { Layout } from "./ChangeItem";
import { CompareTools } from "./CompareTools";
import { Comparison } from "./Comparison";
import type { Sides } from "./compareQueries";
import { EditFromDialog } from "./EditFromDialog";
import { PaneNews } from "./PaneNews";
import type { Back } from "./useBack";
import { useComparing } from "./useComparing";
import { useTicks } from "./useTicks";
import { VersionNotes } from "./VersionNotes";
import styles from "./VersionPane.module.css";
import { nameOf } from "./versionName";
import { WholeVersionDialog } from "./WholeVersionDialog";

export type Tab = "changed" | "live" | "all";

const tabs = [
  { id: "changed", label: compareText.changed },
  { id: "live", label: compareText.againstLive },
  { id: "all", label: compareText.all },
] as const;

type Props = {
  agent: AgentView;
  row: VersionRow;
  tab: Tab;
  onTab: (tab: Tab) => void;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  onCompare: () => void;
  back: Back;
  /** The branch that it stands on, where that is not live. */
  aside: DraftBranch | null;
  /** It is the latest version of its branch. */
  isLatest: boolean;
};

/** One version: what it changed, how it differs from what is live, all it measures, and the ways back to it. */
export function VersionPane(props: Props) {
  const { agent, row, tab, onTab, layout, onLayout, onCompare, back, aside } = props;
  const comparing = useComparing(agent.id, sidesOf(agent, row, tab), agent.live?.id ?? null);
  const [asking, setAsking] = useState<"edit" | "whole" | null>(null);
  const showsAll = tab === "all" || (tab === "live" && row.isLive);
  const question = showsAll ? "all" : tab;
  const ticks = useTicks(agent, row, question, back);
  const version = useVersion(agent.id, showsAll ? row.id : null);
  const all = version.isPlaceholderData ? undefined : version.data;
  const inAll = ticks.ofMetrics(all?.metrics ?? []);
  const inView = ticks.ofView(comparing.view);
  const { picks, of } = showsAll ? inAll : inView;
  const nothingLive = tab === "live" && agent.live === null;
  return (
    <div className={styles.pane}>
      <header className={styles.head}>
        <div className={styles.top}>
          <div className={styles.words}>
            <div className={styles.line}>
              <h2 className={styles.title}>{historyText.version(row.number)}</h2>
              <span className={styles.label}>{row.label ?? historyText.unnamed}</span>
              {row.isLive && (
                <Chip tone="live" dot>
                  {historyText.live}
                </Chip>
              )}
              {aside !== null && (
                <Chip tone="neutral" icon={GitBranch}>
                  {historyText.aside(aside)}
                </Chip>
              )}
            </div>
            <p className={styles.who}>
              <Monogram name={row.author ?? historyText.somebody} />
              {published(row)}
            </p>
            {row.description && <p className={styles.description}>{row.description}</p>}
            <VersionNotes agentId={agent.id} row={row} />
          </div>
          <Button variant="secondary" icon={GitCompare} onPress={onCompare}>
            {compareText.compareWith}
          </Button>
          <Button
            variant="secondary"
            icon={PencilLine}
            pending={back.editing}
            disabledReason={back.offReason}
            onPress={() => (agent.changes.total > 0 ? setAsking("edit") : back.editFrom(row))}
          >
            {compareText.editFrom}
          </Button>
        </div>
        <div className={styles.bar}>
          <Segmented label={compareText.views} items={tabs} selected={tab} onSelect={onTab} />
          {!showsAll && <CompareTools comparing={comparing} layout={layout} onLayout={onLayout} />}
        </div>
      </header>
      <PaneNews comparing={comparing} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and may hold nothing else to focus */}
      <section className={styles.body} aria-label={historyText.chosen} tabIndex={0}>
        {tab === "live" && row.isLive && <p>{compareText.isLive}</p>}
        {showsAll ? (
          <AllMetrics agentId={agent.id} row={row} tickOf={inAll.tickOf} />
        ) : nothingLive ? (
          <p>{compareText.nothingLive}</p>
        ) : (
          <Comparison
            comparing={comparing}
            layout={layout}
            isBack={tab === "live"}
            sections={tab === "changed" ? row.sections : null}
            liveId={agent.live?.id ?? null}
            tickOf={inView.tickOf}
          />
        )}
      </section>
      <BackBar
        back={back}
        ticked={picks.length}
        removing={picks.filter((pick) => pick.kind === "remove").length}
        of={of}
        wholeOff={wholeOff(props)}
        onWhole={() => setAsking("whole")}
        onBringBack={() => back.bringBack(row, question, picks, comparing.apartOf(itself(row)))}
      />
      <EditFromDialog
        agent={agent}
        version={nameOf(row)}
        isOpen={asking === "edit"}
        onClose={() => setAsking(null)}
        onConfirm={() => {
          setAsking(null);
          back.editFrom(row);
        }}
      />
      <WholeVersionDialog
        agent={agent}
        row={row}
        aside={aside}
        isOpen={asking === "whole"}
        onClose={() => setAsking(null)}
      />
    </div>
  );
}

const itself = (row: VersionRow): CompareSource => ({ kind: "version", id: row.id });

function sidesOf(agent: AgentView, row: VersionRow, tab: Tab): Sides | null {
  const right = itself(row);
  if (tab === "changed") return { left: { kind: "before", id: row.id }, right };
  if (tab === "all" || row.isLive || agent.live === null) return null;
  return { left: { kind: "version", id: agent.live.id }, right };
}

/** Why the version cannot come back as a whole. */
function wholeOff({ row, aside, isLatest }: Props): string | null {
  if (row.isLive) return compareText.wholeLive;
  return aside !== null && isLatest ? compareText.wholeLatest(aside.name) : null;
}

function published(row: VersionRow): string {
  const author = row.author ?? historyText.somebody;
  if (row.publishedAt === null) return historyText.madeAt(author);
  return historyText.published(author, spokenTime(new Date(row.publishedAt), new Date()));
}
