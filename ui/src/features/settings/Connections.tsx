import { useMutation } from "@tanstack/react-query";
import { Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { IconButton } from "../../components/IconButton";
import { Monogram } from "../../components/Monogram";
import { type ConnectionView, type StartView, switchConnection } from "../../host";
import { settingsText, shellText } from "../../text/shell";
import { ErrorBanner } from "../shell/ErrorState";
import styles from "./Connections.module.css";
import { RemoveDialog } from "./RemoveDialog";
import { RenameDialog } from "./RenameDialog";

type Props = {
  start: StartView;
  /** Another connection is in use, or none. */
  onChanged: () => Promise<void>;
  /** A name has changed. */
  onRenamed: () => Promise<void>;
  onAdd: () => void;
};

/** Every workspace that is kept on this computer: to open, to call by another name, to remove. */
export function Connections({ start, onChanged, onRenamed, onAdd }: Props) {
  const [renaming, setRenaming] = useState<ConnectionView | null>(null);
  const [removing, setRemoving] = useState<ConnectionView | null>(null);
  const open = useMutation({ mutationFn: switchConnection, onSuccess: onChanged });
  const current = start.connection?.id;
  return (
    <>
      {open.error && <ErrorBanner error={open.error} onDismiss={open.reset} />}
      <ul className={styles.list}>
        {start.connections.map((connection) => (
          <li key={connection.id} className={styles.item}>
            <Monogram name={connection.name} shape="workspace" />
            <span className={styles.words}>
              <span className={styles.name}>{connection.name}</span>
              <span className={styles.note}>
                {shellText.connectionNote(connection)}
                {connection.unpublished > 0 && ` · ${settingsText.unpublished(connection.unpublished)}`}
              </span>
            </span>
            {connection.id === current ? (
              <Chip tone="neutral" small>
                {settingsText.inUse}
              </Chip>
            ) : (
              <Button
                variant="secondary"
                size="row"
                aria-label={settingsText.openNamed(connection.name)}
                pending={open.isPending}
                onPress={() => open.mutate(connection.id)}
              >
                {settingsText.open}
              </Button>
            )}
            <IconButton
              label={settingsText.renameNamed(connection.name)}
              icon={Pencil}
              onPress={() => setRenaming(connection)}
            />
            <IconButton
              label={settingsText.removeNamed(connection.name)}
              icon={Trash2}
              onPress={() => setRemoving(connection)}
            />
          </li>
        ))}
      </ul>
      <div>
        <Button variant="secondary" size="row" icon={Plus} onPress={onAdd}>
          {settingsText.addConnection}
        </Button>
      </div>
      <RenameDialog connection={renaming} onRenamed={onRenamed} onClose={() => setRenaming(null)} />
      <RemoveDialog
        connection={removing}
        onCancel={() => setRemoving(null)}
        onRemoved={async () => {
          const wasCurrent = removing?.id === current;
          setRemoving(null);
          await (wasCurrent ? onChanged() : onRenamed());
        }}
      />
    </>
  );
}
