import type { OwnTemplate } from "../../host";
import { templatesText } from "../../text/templates";
import { EditTemplate } from "./EditTemplate";
import { ImportTemplates } from "./ImportTemplates";
import { RenameSet } from "./RenameSet";
import type { OwnWork } from "./useOwnWork";

interface Props {
  work: OwnWork;
  sets: readonly string[];
  onChanged: (template: OwnTemplate) => void;
}

/** What is in front of the list of the person's own. */
export function OwnDialogs({ work, sets, onChanged }: Props) {
  const { dialog, setDialog, setDone } = work;
  const close = () => setDialog(null);
  if (dialog === null) return null;
  switch (dialog.kind) {
    case "edit":
      return (
        <EditTemplate
          template={dialog.template}
          sets={sets}
          onClose={close}
          onSaved={(template) => {
            close();
            setDone({ words: templatesText.mine.changed(template.text.name) });
            onChanged(template);
            void work.readAgain();
          }}
        />
      );
    case "renameSet":
      return (
        <RenameSet
          set={dialog.set}
          onClose={close}
          onRename={(name) => void work.renameSet(dialog.set, name)}
        />
      );
    case "import":
      return (
        <ImportTemplates
          file={dialog.file}
          onClose={close}
          onImported={({ added, skipped }) => {
            close();
            setDone({ words: templatesText.mine.imported(added.length, skipped) });
            void work.readAgain();
          }}
        />
      );
  }
}
