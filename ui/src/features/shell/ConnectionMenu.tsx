import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ChevronsUpDown, CloudCog, FlaskConical, LogOut, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "react-aria-components";
import { Icon } from "../../components/Icon";
import { Menu, type MenuEntry } from "../../components/Menu";
import { Monogram } from "../../components/Monogram";
import hidden from "../../components/visuallyHidden.module.css";
import {
  type ConnectionView,
  leaveConnection,
  openSandbox,
  type StartView,
  switchConnection,
} from "../../host";
import { keys } from "../../host/queries";
import { shellText } from "../../text/shell";
import { RemoveDialog } from "../settings/RemoveDialog";
import { RenameDialog } from "../settings/RenameDialog";
import styles from "./ConnectionMenu.module.css";

type Props = {
  start: StartView;
  connection: ConnectionView;
  onChanged: () => Promise<void>;
  onAdd: () => void;
  onTrouble: (error: unknown) => void;
};

const words = shellText.menu;

/** Which workspace this is, and the way to another. */
export function ConnectionMenu({ start, connection, onChanged, onAdd, onTrouble }: Props) {
  const client = useQueryClient();
  const [renaming, setRenaming] = useState(false);
  const [removing, setRemoving] = useState(false);
  const others = start.connections.filter((other) => other.id !== connection.id);
  const go = useMutation({
    mutationFn: (change: () => Promise<unknown>) => change(),
    onSuccess: onChanged,
    onError: onTrouble,
  });

  function act(id: string) {
    if (id === "add") return onAdd();
    if (id === "rename") return setRenaming(true);
    if (id === "remove") return setRemoving(true);
    if (id === "leave") return go.mutate(leaveConnection);
    if (id === "sandbox") return go.mutate(openSandbox);
    go.mutate(() => switchConnection(id));
  }

  const elsewhere: MenuEntry[] = others.map((other) => ({
    id: other.id,
    label: other.name,
    description: shellText.connectionNote(other),
    icon: other.kind === "sandbox" ? FlaskConical : CloudCog,
  }));
  const hasSandbox = start.connections.some((each) => each.kind === "sandbox");
  const add: MenuEntry[] = [
    { id: "add", label: words.add, icon: Plus },
    ...(hasSandbox ? [] : [{ id: "sandbox", label: words.sandbox, icon: FlaskConical }]),
  ];

  return (
    <>
      <Menu
        label={shellText.connectionMenu}
        sections={[
          { id: "others", title: words.switchTo, entries: elsewhere },
          { id: "add", entries: add },
          {
            id: "this",
            entries: [
              { id: "rename", label: words.rename, icon: Pencil },
              { id: "leave", label: words.leave, description: words.leaveNote, icon: LogOut },
              {
                id: "remove",
                label: words.remove,
                description: words.removeNote,
                icon: Trash2,
                destructive: true,
              },
            ],
          },
        ]}
        onAction={act}
        trigger={
          <Button className={styles.block ?? ""}>
            <span className={hidden.hidden}>{shellText.connection}</span>
            <Monogram name={connection.name} shape="workspace" />
            <span className={styles.words}>
              <span className={styles.name}>{connection.name}</span>
              <span className={styles.note}>{shellText.connectionNote(connection)}</span>
            </span>
            <Icon of={ChevronsUpDown} size={14} />
          </Button>
        }
      />
      <RenameDialog
        connection={renaming ? connection : null}
        onRenamed={() => client.invalidateQueries({ queryKey: keys.start })}
        onClose={() => setRenaming(false)}
      />
      <RemoveDialog
        connection={removing ? connection : null}
        onRemoved={onChanged}
        onCancel={() => setRemoving(false)}
      />
    </>
  );
}
