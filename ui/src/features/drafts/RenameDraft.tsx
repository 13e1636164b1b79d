import { type RefObject, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import type { DraftRow } from "../../host";
import { useTyped } from "../../host/typed";
import { common } from "../../text/common";
import { draftsText } from "../../text/drafts";
import { DraftName, nameProblem } from "./DraftName";
import styles from "./SaveDraftDialog.module.css";

type Props = {
  /** Stays while the dialog fades out. */
  draft: DraftRow;
  isOpen: boolean;
  onClose: () => void;
  /** `onRenamed` forgets what was typed. */
  onRename: (name: string, onRenamed: () => void) => void;
};

/** New names, by draft, until the draft has them. */
const names = new Map<string, string>();
const FORM = "rename-draft";

export function RenameDraft({ draft, isOpen, onClose, onRename }: Props) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      title={draftsText.renameTitle}
      isOpen={isOpen}
      onClose={onClose}
      size="small"
      initialFocus={field}
      footer={
        <>
          <Button variant="secondary" size="dialog" onPress={onClose}>
            {common.cancel}
          </Button>
          <Button variant="ink" size="dialog" type="submit" form={FORM}>
            {draftsText.rename}
          </Button>
        </>
      }
    >
      <Form draft={draft} field={field} onRename={onRename} />
    </Dialog>
  );
}

type FormProps = Pick<Props, "draft" | "onRename"> & { field: RefObject<HTMLInputElement | null> };

/** In the page only while the dialog is open, so it begins with what is kept. */
function Form({ draft, field, onRename }: FormProps) {
  const id = draft.seen.id;
  const [name, setName] = useTyped(names, id, () => draft.name ?? "");
  const [tried, setTried] = useState(false);
  const problem = nameProblem(name);
  return (
    <form
      id={FORM}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (problem !== null) return field.current?.focus();
        onRename(name.trim(), () => names.delete(id));
      }}
    >
      <DraftName value={name} onChange={setName} problem={tried ? problem : null} field={field} hint={null} />
    </form>
  );
}
