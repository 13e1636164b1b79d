import { ConfirmDialog } from "../../components/ConfirmDialog";
import type { AgentView } from "../../host";
import { compareText } from "../../text/compare";

type Props = {
  agent: AgentView;
  version: string;
  isOpen: boolean;
  onClose: () => void;
  onConfirm: () => void;
};

/** Before the metrics of a version take the place of unpublished ones. */
export function EditFromDialog({ agent, version, isOpen, onClose, onConfirm }: Props) {
  const text = compareText.editFromAsk;
  return (
    <ConfirmDialog
      title={text.title(agent.changes.total)}
      body={text.body(version)}
      confirmLabel={text.confirm}
      isOpen={isOpen}
      onConfirm={onConfirm}
      onCancel={onClose}
    />
  );
}
