import { Download, Ellipsis, ListChecks, Pencil, Trash2 } from "lucide-react";
import { IconButton } from "../../components/IconButton";
import { Menu } from "../../components/Menu";
import type { OwnTemplate } from "../../host";
import { templatesText } from "../../text/templates";
import type { OwnWork } from "./useOwnWork";

const { mine } = templatesText;

export type OwnAction = "edit" | "export" | "delete";

interface Props {
  template: OwnTemplate;
  onAction: (action: OwnAction, template: OwnTemplate) => void;
}

/** What can be done with one template. */
export function OwnMenu({ template, onAction }: Props) {
  const { name } = template.text;
  return (
    <Menu
      label={mine.more(name)}
      trigger={<IconButton label={mine.more(name)} icon={Ellipsis} size={24} />}
      sections={[
        {
          id: "keep",
          entries: [
            { id: "edit", label: mine.edit, icon: Pencil },
            { id: "export", label: mine.export, icon: Download },
          ],
        },
        { id: "end", entries: [{ id: "delete", label: mine.delete, icon: Trash2, destructive: true }] },
      ]}
      onAction={(id) => onAction(id as OwnAction, template)}
    />
  );
}

/** Does it. */
export function act(work: OwnWork, action: OwnAction, template: OwnTemplate): void {
  if (action === "edit") work.setDialog({ kind: "edit", template });
  else if (action === "export") void work.exportThese([template]);
  else void work.remove([template], mine.deleted([template.text.name]));
}

interface SetProps {
  set: string;
  templates: OwnTemplate[];
  work: OwnWork;
  onChooseAll: () => void;
}

/** What can be done with a set. */
export function SetMenu({ set, templates, work, onChooseAll }: SetProps) {
  return (
    <Menu
      label={mine.moreSet(set)}
      trigger={<IconButton label={mine.moreSet(set)} icon={Ellipsis} size={24} />}
      sections={[
        {
          id: "keep",
          entries: [
            { id: "choose", label: mine.chooseSet, icon: ListChecks },
            { id: "rename", label: mine.renameSet, icon: Pencil },
            { id: "export", label: mine.exportSet, icon: Download },
          ],
        },
        { id: "end", entries: [{ id: "delete", label: mine.deleteSet, icon: Trash2, destructive: true }] },
      ]}
      onAction={(id) => {
        if (id === "choose") onChooseAll();
        else if (id === "rename") work.setDialog({ kind: "renameSet", set });
        else if (id === "export") void work.exportThese(templates);
        else void work.remove(templates, mine.deletedSet(set, templates.length));
      }}
    />
  );
}
