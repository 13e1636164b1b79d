import { useId, useRef } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/TextField";
import { useTyped } from "../../host/typed";
import { templatesText } from "../../text/templates";
import { typedSetNames } from "./typed";

interface Props {
  set: string;
  onRename: (name: string) => void;
  onClose: () => void;
}

/** Asks for the new name of a set. It stays as typed until the set is renamed. */
export function RenameSet({ set, onRename, onClose }: Props) {
  const [name, setName] = useTyped(typedSetNames, set, () => set);
  const form = useId();
  const field = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      title={templatesText.edit.renameTitle}
      isOpen
      onClose={onClose}
      size="small"
      initialFocus={field}
      footer={
        <>
          <Button variant="secondary" size="dialog" onPress={onClose}>
            {templatesText.blanks.cancel}
          </Button>
          <Button variant="ink" size="dialog" type="submit" form={form}>
            {templatesText.edit.rename}
          </Button>
        </>
      }
    >
      {/* A key handler on the field would keep Esc from the dialog. */}
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          onRename(name);
        }}
      >
        <TextField
          label={templatesText.edit.setName}
          value={name}
          onChange={setName}
          hint={templatesText.edit.renameHint}
          inputRef={field}
          autoComplete="off"
        />
      </form>
    </Dialog>
  );
}
