import { useState } from "react";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import type { AgentView, DraftRow, DraftsView } from "../../host";
import { unpublishedChanges } from "../../text/common";
import { draftsText } from "../../text/drafts";
import { DraftCard } from "./DraftCard";
import styles from "./DraftsPane.module.css";
import { useDoing } from "./doing";
import { namesApart } from "./namesApart";
import { RenameDraft } from "./RenameDraft";
import { useDraftActions } from "./useDraftActions";

type Props = {
  agent: AgentView;
  view: DraftsView;
  offReason: string | null;
  onCompare: (draft: DraftRow) => void;
};

type Asking = { what: "continue" | "rename" | "discard"; draft: DraftRow; called: string };

/** The open drafts, and what can be done with each. */
export function DraftList({ agent, view, offReason, onCompare }: Props) {
  const [asking, setAsking] = useState<Asking | null>(null);
  // What was asked about stays while its dialog fades out.
  const [last, setLast] = useState<Asking | null>(null);
  const { running } = useDoing(agent.id);
  const { carryOn, rename, discard } = useDraftActions(agent);
  const names = namesApart(view.drafts, new Date());
  const ask = (what: Asking["what"], draft: DraftRow, called: string) => {
    setLast({ what, draft, called });
    setAsking({ what, draft, called });
  };
  const close = () => setAsking(null);
  const isAsked = (what: Asking["what"]) => asking?.what === what;
  const name = last?.called ?? "";
  return (
    <>
      <ul className={styles.list} aria-label={draftsText.list}>
        {view.drafts.map((draft, at) => {
          const called = names[at] ?? "";
          return (
            <DraftCard
              key={draft.seen.id}
              draft={draft}
              called={called}
              isNamed={view.named}
              offReason={offReason ?? (running === null ? null : draftsText.busy)}
              onCompare={() => onCompare(draft)}
              onContinue={() => (agent.changes.total > 0 ? ask("continue", draft, called) : carryOn(draft))}
              onRename={() => ask("rename", draft, called)}
              onDiscard={() => ask("discard", draft, called)}
            />
          );
        })}
      </ul>
      <ConfirmDialog
        title={draftsText.continueAsk.title(unpublishedChanges(agent.changes.total))}
        body={draftsText.continueAsk.body(name)}
        confirmLabel={draftsText.continueAsk.confirm}
        isOpen={isAsked("continue")}
        onConfirm={() => {
          close();
          if (last !== null) carryOn(last.draft);
        }}
        onCancel={close}
      />
      <ConfirmDialog
        title={draftsText.discardAsk.title(name)}
        body={draftsText.discardAsk.body}
        confirmLabel={draftsText.discardAsk.confirm}
        destructive
        isOpen={isAsked("discard")}
        onConfirm={() => {
          close();
          if (last !== null) discard(last.draft, last.draft.seen, false);
        }}
        onCancel={close}
      />
      {last !== null && (
        <RenameDraft
          draft={last.draft}
          isOpen={isAsked("rename")}
          onClose={close}
          onRename={(next, onRenamed) => {
            close();
            rename(last.draft, next, onRenamed);
          }}
        />
      )}
    </>
  );
}
