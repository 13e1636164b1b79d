import { useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/TextField";
import { templatesText } from "../../text/templates";

interface Props {
  set: string;
  onRename: (name: string) => void;
  onClose: () => void;
}

export function RenameSet({ set, onRename, onClose }: Props) {
  const [name, setName] = useState(set);
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
          <Button variant="ink" size="dialog" onPress={() => onRename(name)}>
            {templatesText.edit.rename}
          </Button>
        </>
      }
    >
      <TextField
        label={templatesText.edit.setName}
        value={name}
        onChange={setName}
        hint={templatesText.edit.renameHint}
        inputRef={field}
        autoComplete="off"
        onKeyDown={(event) => {
          if (event.key === "Enter") onRename(name);
        }}
      />
    </Dialog>
  );
}
