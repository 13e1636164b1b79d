import { useRef, useState } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { StatusLine } from "../../components/StatusLine";
import { TextField } from "../../components/TextField";
import { useTyped } from "../../host/typed";
import { common } from "../../text/common";
import { draftsText } from "../../text/drafts";
import { ErrorBanner } from "../shell/ErrorState";
import { useSaveDraft } from "./draftQueries";
import styles from "./SaveDraftDialog.module.css";

const text = draftsText.save;

/** What was typed and not used yet, by agent. */
const names = new Map<string, string>();

type Props = { agentId: string; isOpen: boolean; onClose: () => void; onShowDrafts: (() => void) | null };

/** Puts the working copy into a draft on Atoms, and says what came of it. */
export function SaveDraftDialog({ agentId, isOpen, onClose, onShowDrafts }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useTyped(names, agentId, () => "");
  const [tried, setTried] = useState(false);
  const save = useSaveDraft(agentId);
  const outcome = save.data ?? null;
  const said = outcome === null ? null : text.outcome(outcome);
  const isMissing = name.trim() === "";
  const close = () => {
    onClose();
    setTried(false);
    // What came of it was read; the next time begins anew.
    if (!save.isPending) save.reset();
  };
  const press = () => {
    setTried(true);
    if (isMissing) {
      field.current?.focus();
      return;
    }
    save.mutate(
      { name: name.trim(), into: null },
      {
        onSuccess: (result) => {
          if (result.kind !== "saved") return;
          setName("");
          names.delete(agentId);
        },
      },
    );
  };
  return (
    <Dialog
      title={text.title}
      isOpen={isOpen}
      onClose={close}
      initialFocus={field}
      footer={
        said === null ? (
          <>
            <Button variant="secondary" size="dialog" onPress={close}>
              {common.cancel}
            </Button>
            <Button variant="ink" size="dialog" type="submit" form={FORM} pending={save.isPending}>
              {text.confirm}
            </Button>
          </>
        ) : (
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
        )
      }
    >
      {said === null ? (
        <form
          id={FORM}
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            press();
          }}
        >
          <p>{text.body}</p>
          <TextField
            label={text.name}
            hint={text.nameHint}
            value={name}
            onChange={setName}
            error={tried && isMissing ? text.nameMissing : null}
            inputRef={field}
          />
          {save.error !== null && <ErrorBanner error={save.error} onDismiss={save.reset} />}
        </form>
      ) : said.tone === "done" ? (
        <StatusLine>{`${said.title}. ${said.body}`}</StatusLine>
      ) : (
        <Banner tone={said.tone} title={said.title}>
          {said.body}
        </Banner>
      )}
    </Dialog>
  );
}

const FORM = "save-draft";
