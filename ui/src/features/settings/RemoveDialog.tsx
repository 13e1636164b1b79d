import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { type ConnectionView, removeConnection } from "../../host";
import { shellText } from "../../text/shell";
import { ErrorBanner } from "../shell/ErrorState";

type Props = {
  connection: ConnectionView | null;
  onRemoved: () => Promise<void>;
  onCancel: () => void;
};

/** Asks before a connection goes, and names what goes with it. */
export function RemoveDialog({ connection, onRemoved, onCancel }: Props) {
  const remove = useMutation({
    mutationFn: async (id: string) => {
      await removeConnection(id);
      await onRemoved();
    },
  });
  return (
    <ConfirmDialog
      title={connection ? shellText.removeTitle(connection.name) : ""}
      body={
        <>
          {connection && connection.unpublished > 0 && (
            <p>
              <strong>{shellText.removeUnpublished(connection.unpublished)}</strong>
            </p>
          )}
          {connection && <p>{shellText.removeBody(connection)}</p>}
          {remove.error && <ErrorBanner error={remove.error} />}
        </>
      }
      confirmLabel={shellText.remove}
      destructive
      pending={remove.isPending}
      isOpen={connection !== null}
      onConfirm={() => connection && remove.mutate(connection.id)}
      onCancel={onCancel}
      onClosed={remove.reset}
    />
  );
}
