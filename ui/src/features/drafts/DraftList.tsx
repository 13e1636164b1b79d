import { useState } from "react";
import { Button } from "../../components/Button";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { StatusLine } from "../../components/StatusLine";
import type { AgentView, DraftRow, DraftSeen, DraftsView } from "../../host";
import { unpublishedChanges } from "../../text/common";
import { compareText } from "../../text/compare";
import { draftsText } from "../../text/drafts";
import { stateOf } from "../metrics/useMetricEdits";
import { ErrorBanner } from "../shell/ErrorState";
import { agentHref, goTo } from "../shell/route";
import { DraftCard } from "./DraftCard";
import styles from "./DraftsPane.module.css";
import { useContinueDraft, useDiscardDraft, useRenameDraft } from "./draftQueries";
import { RenameDraft } from "./RenameDraft";
import { Said, type SaidWords } from "./Said";

type Props = {
  agent: AgentView;
  view: DraftsView;
  offReason: string | null;
  onCompare: (draft: DraftRow) => void;
};

type Asking = { what: "continue" | "rename" | "discard"; draft: DraftRow };

/** The open drafts, what can be done with each, and what came of it. */
export function DraftList({ agent, view, offReason, onCompare }: Props) {
  const [asking, setAsking] = useState<Asking | null>(null);
  // What was asked about stays while its dialog fades out.
  const [last, setLast] = useState<Asking | null>(null);
  const [said, setSaid] = useState<SaidWords | null>(null);
  const [continued, setContinued] = useState<{ words: string; of: string } | null>(null);
  // A draft that somebody wrote to since it was left is asked about once more, in the state that was seen.
  const [changed, setChanged] = useState<{ draft: DraftRow; seen: DraftSeen } | null>(null);
  const go = useContinueDraft(agent.id);
  const rename = useRenameDraft(agent.id);
  const discard = useDiscardDraft(agent.id);
  const error = go.error ?? rename.error ?? discard.error;
  const reset = () => {
    go.reset();
    rename.reset();
    discard.reset();
    setSaid(null);
    setChanged(null);
  };
  const ask = (what: Asking["what"], draft: DraftRow) => {
    reset();
    setLast({ what, draft });
    setAsking({ what, draft });
  };
  const isAsked = (what: Asking["what"]) => asking?.what === what;
  const name = last === null ? "" : draftsText.name(last.draft);

  const carryOn = (draft: DraftRow) => {
    setAsking(null);
    go.mutate(draft.seen.id, {
      onSuccess: (after) =>
        setContinued({ words: draftsText.continued(draftsText.name(draft)), of: stateOf(after) }),
    });
  };
  const drop = (draft: DraftRow, seen: DraftSeen, anyway: boolean) => {
    setAsking(null);
    setChanged(null);
    discard.mutate(
      { seen, anyway },
      {
        onSuccess: (outcome) => {
          setSaid(draftsText.outcome.discard(outcome, draftsText.name(draft)));
          if (outcome.kind === "changed") setChanged({ draft, seen: outcome.seen });
        },
      },
    );
  };
  const isContinued = continued !== null && continued.of === stateOf(agent);
  return (
    <>
      {error !== null && <ErrorBanner error={error} onDismiss={reset} />}
      <Said said={said} onDismiss={reset} />
      {changed !== null && (
        <div className={styles.anyway}>
          <Button variant="secondary" size="row" onPress={() => drop(changed.draft, changed.seen, true)}>
            {draftsText.discardAsk.anyway}
          </Button>
        </div>
      )}
      <StatusLine
        onDismiss={() => setContinued(null)}
        actions={
          <Button variant="secondary" size="row" onPress={() => goTo(agentHref(agent.id))}>
            {compareText.toMetrics}
          </Button>
        }
      >
        {isContinued && continued.words}
      </StatusLine>
      <ul className={styles.list} aria-label={draftsText.list}>
        {view.drafts.map((draft) => (
          <DraftCard
            key={draft.seen.id}
            draft={draft}
            isNamed={view.named}
            offReason={offReason}
            onCompare={() => onCompare(draft)}
            onContinue={() => (agent.changes.total > 0 ? ask("continue", draft) : carryOn(draft))}
            onRename={() => ask("rename", draft)}
            onDiscard={() => ask("discard", draft)}
          />
        ))}
      </ul>
      <ConfirmDialog
        title={draftsText.continueAsk.title(unpublishedChanges(agent.changes.total))}
        body={draftsText.continueAsk.body(name)}
        confirmLabel={draftsText.continueAsk.confirm}
        isOpen={isAsked("continue")}
        onConfirm={() => asking !== null && carryOn(asking.draft)}
        onCancel={() => setAsking(null)}
      />
      <ConfirmDialog
        title={draftsText.discardAsk.title(name)}
        body={draftsText.discardAsk.body}
        confirmLabel={draftsText.discardAsk.confirm}
        destructive
        isOpen={isAsked("discard")}
        onConfirm={() => asking !== null && drop(asking.draft, asking.draft.seen, false)}
        onCancel={() => setAsking(null)}
      />
      {last !== null && (
        <RenameDraft
          key={last.draft.seen.id}
          draft={last.draft}
          isOpen={isAsked("rename")}
          isPending={rename.isPending}
          onClose={() => setAsking(null)}
          onRename={(next) => {
            const draftId = last.draft.seen.id;
            setAsking(null);
            rename.mutate(
              { draftId, name: next },
              { onSuccess: (outcome) => setSaid(draftsText.outcome.rename(outcome)) },
            );
          }}
        />
      )}
    </>
  );
}
