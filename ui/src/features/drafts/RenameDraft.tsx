import { useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/TextField";
import type { DraftRow } from "../../host";
import { useTyped } from "../../host/typed";
import { common } from "../../text/common";
import { draftsText } from "../../text/drafts";
import styles from "./SaveDraftDialog.module.css";

type Props = {
  /** Stays while the dialog fades out. */
  draft: DraftRow;
  isOpen: boolean;
  isPending: boolean;
  onClose: () => void;
  onRename: (name: string) => void;
};

/** New names, by draft, until they are used. */
const names = new Map<string, string>();
const FORM = "rename-draft";

export function RenameDraft({ draft, isOpen, isPending, onClose, onRename }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useTyped(names, draft.seen.id, () => draft.name ?? "");
  const [tried, setTried] = useState(false);
  const isMissing = name.trim() === "";
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
          <Button variant="ink" size="dialog" type="submit" form={FORM} pending={isPending}>
            {draftsText.rename}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isMissing) return field.current?.focus();
          names.delete(draft.seen.id);
          onRename(name.trim());
        }}
      >
        <TextField
          label={draftsText.save.name}
          value={name}
          onChange={setName}
          error={tried && isMissing ? draftsText.save.nameMissing : null}
          inputRef={field}
        />
      </form>
    </Dialog>
  );
}
