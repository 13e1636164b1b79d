import { useMutation } from "@tanstack/react-query";
import { useId, useRef } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/TextField";
import { type ConnectionView, renameConnection } from "../../host";
import { common } from "../../text/common";
import { shellText } from "../../text/shell";
import { ErrorBanner } from "../shell/ErrorState";

const LONGEST = 60;

type Props = {
  connection: ConnectionView | null;
  onRenamed: () => Promise<void>;
  onClose: () => void;
};

/** A name of one's own for a connection: two workspaces of one company are often called the same. */
export function RenameDialog({ connection, onRenamed, onClose }: Props) {
  const form = useId();
  const field = useRef<HTMLInputElement>(null);
  const rename = useMutation({
    mutationFn: async ({ id, name }: { id: string; name: string }) => {
      await renameConnection(id, name);
      await onRenamed();
    },
    onSuccess: onClose,
  });
  return (
    <Dialog
      title={connection ? shellText.renameTitle(connection.name) : ""}
      isOpen={connection !== null}
      onClose={onClose}
      size="small"
      initialFocus={field}
      onClosed={rename.reset}
      footer={
        <>
          <Button variant="secondary" size="dialog" onPress={onClose}>
            {common.cancel}
          </Button>
          <Button variant="ink" size="dialog" type="submit" form={form} pending={rename.isPending}>
            {shellText.renameSave}
          </Button>
        </>
      }
    >
      {connection && (
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            rename.mutate({ id: connection.id, name: field.current?.value ?? "" });
          }}
        >
          <TextField
            label={shellText.renameLabel}
            hint={shellText.renameHint(connection.workspace)}
            size="dialog"
            inputRef={field}
            defaultValue={connection.name}
            maxLength={LONGEST}
            autoComplete="off"
          />
          {rename.error && <ErrorBanner error={rename.error} />}
        </form>
      )}
    </Dialog>
  );
}
