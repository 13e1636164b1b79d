import { type RefObject, useEffect, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { useTyped } from "../../host/typed";
import { common } from "../../text/common";
import { draftsText } from "../../text/drafts";
import { ErrorBanner } from "../shell/ErrorState";
import { DraftName, nameProblem } from "./DraftName";
import { dismissNews, type News, useDoing, watchNews } from "./doing";
import { Said } from "./Said";
import styles from "./SaveDraftDialog.module.css";
import { useDraftActions } from "./useDraftActions";

const text = draftsText.save;

/** What was typed and not used yet, by agent. */
const names = new Map<string, string>();
const FORM = "save-draft";

type Props = { agentId: string; isOpen: boolean; onClose: () => void; onShowDrafts: (() => void) | null };

/** Puts the working copy into a draft on Atoms, and says what came of it. One may go on working meanwhile. */
export function SaveDraftDialog({ agentId, isOpen, onClose, onShowDrafts }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const { running, news } = useDoing(agentId);
  // Asked here and now: what came of an earlier one stands on the page.
  const [isAsked, setAsked] = useState(false);
  const isSaving = running?.what === "save";
  const over = isAsked && !isSaving && news?.what === "save" ? news : null;
  useEffect(() => {
    if (!isOpen) return;
    watchNews(agentId);
    return () => watchNews(null);
  }, [isOpen, agentId]);
  const close = () => {
    if (over?.kind === "said") dismissNews(agentId);
    setAsked(false);
    onClose();
  };
  return (
    <Dialog
      title={text.title}
      isOpen={isOpen}
      onClose={close}
      initialFocus={field}
      footer={
        over?.kind === "said" ? (
          <>
            {onShowDrafts !== null && (
              <Button
                variant="secondary"
                size="dialog"
                onPress={() => {
                  close();
                  onShowDrafts();
                }}
              >
                {text.show}
              </Button>
            )}
            <Button variant="ink" size="dialog" onPress={close}>
              {common.done}
            </Button>
          </>
        ) : (
          <>
            <Button variant="secondary" size="dialog" onPress={close}>
              {isSaving ? draftsText.keepWorking : common.cancel}
            </Button>
            <Button
              variant="ink"
              size="dialog"
              type="submit"
              form={FORM}
              pending={isSaving}
              disabledReason={running !== null && !isSaving ? draftsText.busy : null}
            >
              {text.confirm}
            </Button>
          </>
        )
      }
    >
      {over?.kind === "said" ? (
        <Said said={over.said} />
      ) : (
        <Form
          agentId={agentId}
          field={field}
          isSaving={isSaving}
          over={over}
          onAsked={() => setAsked(true)}
        />
      )}
    </Dialog>
  );
}

type FormProps = {
  agentId: string;
  field: RefObject<HTMLInputElement | null>;
  isSaving: boolean;
  over: News | null;
  onAsked: () => void;
};

/** In the page only while it is asked for, so it begins with what is kept. */
function Form({ agentId, field, isSaving, over, onAsked }: FormProps) {
  const [name, setName] = useTyped(names, agentId, () => "");
  const [tried, setTried] = useState(false);
  const { save } = useDraftActions({ id: agentId });
  const problem = nameProblem(name);
  return (
    <form
      id={FORM}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (problem !== null) return field.current?.focus();
        if (isSaving) return;
        onAsked();
        save(name.trim(), (hasName) => {
          if (hasName) names.delete(agentId);
        });
      }}
    >
      <p>{text.body}</p>
      <DraftName
        value={name}
        onChange={setName}
        problem={tried ? problem : null}
        field={field}
        hint={text.nameHint}
      />
      {over?.kind === "failed" && <ErrorBanner error={over.error} onDismiss={() => dismissNews(agentId)} />}
    </form>
  );
}
