import { GitBranch, Radio, Upload } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Icon } from "../../components/Icon";
import type { AgentView, BranchesView, BranchRow } from "../../host";
import { branchesText, draftsText } from "../../text/drafts";
import { requestReview } from "../publish/reviewRequest";
import { agentHref, goTo } from "../shell/route";
import card from "./DraftCard.module.css";
import styles from "./DraftsPane.module.css";
import { useDoing } from "./doing";
import { MakeLiveDialog } from "./MakeLiveDialog";
import { useDraftActions } from "./useDraftActions";

type Props = {
  agent: AgentView;
  view: BranchesView;
  offReason: string | null;
  /** Why nothing can be published to another branch. */
  offPublish: string | null;
};

/** The branches where there is more than one: which one serves calls, and the way to another. */
export function BranchList({ agent, view, offReason, offPublish }: Props) {
  const [asking, setAsking] = useState<BranchRow | null>(null);
  // What was asked about stays while the question fades out.
  const [last, setLast] = useState<BranchRow | null>(null);
  const { running } = useDoing(agent.id);
  const { makeLive } = useDraftActions(agent);
  return (
    <section className={styles.part} aria-labelledby="branches-heading">
      <h3 id="branches-heading" className={styles.heading}>
        {branchesText.title}
      </h3>
      <ul className={styles.list} aria-label={branchesText.list}>
        {view.branches.map((branch) => {
          const isRunning = running?.what === "live" && running.id === branch.id;
          return (
            <li key={branch.id} className={card.card}>
              <span className={card.mark}>
                <Icon of={GitBranch} size={16} />
              </span>
              <div className={card.words}>
                <div className={card.head}>
                  <h4 className={card.name}>{branch.name}</h4>
                  {branch.isLive && (
                    <Chip tone="live" dot small>
                      {branchesText.live}
                    </Chip>
                  )}
                </div>
                <p className={card.who}>{branchesText.head(branch, new Date())}</p>
                {branch.draft !== null && <p className={card.note}>{branchesText.draft(branch)}</p>}
                {!branch.isLive && (
                  <div className={card.actions}>
                    <Button
                      variant="secondary"
                      size="row"
                      icon={Upload}
                      {...(view.branches.length > 2
                        ? { "aria-label": branchesText.publishOf(branch.name) }
                        : {})}
                      disabledReason={offPublish ?? (branch.head === null ? branchesText.nothing : null)}
                      onPress={() => {
                        requestReview(agent.id, branch.id);
                        goTo(agentHref(agent.id));
                      }}
                    >
                      {branchesText.publish}
                    </Button>
                    <Button
                      variant="secondary"
                      size="row"
                      icon={Radio}
                      pending={isRunning}
                      {...(view.branches.length > 2
                        ? { "aria-label": branchesText.makeOf(branch.name) }
                        : {})}
                      disabledReason={
                        offReason ??
                        whyNot(branch) ??
                        (running !== null && !isRunning ? draftsText.busy : null)
                      }
                      onPress={() => {
                        setLast(branch);
                        setAsking(branch);
                      }}
                    >
                      {branchesText.make}
                    </Button>
                  </div>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {last !== null && (
        <MakeLiveDialog
          agentId={agent.id}
          branch={last}
          unpublished={agent.changes.total}
          isOpen={asking !== null}
          onClose={() => setAsking(null)}
          onConfirm={(seenLive, seenHead) => {
            setAsking(null);
            makeLive(last, seenLive, seenHead);
          }}
        />
      )}
    </section>
  );
}

function whyNot(branch: BranchRow): string | null {
  if (branch.head === null) return branchesText.nothing;
  const { check } = branch.head;
  return check === "running" || check === "failed" ? branchesText.unchecked : null;
}
