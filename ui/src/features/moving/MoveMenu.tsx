import { ArrowRightLeft, CopyPlus, Download, Upload } from "lucide-react";
import { Button } from "../../components/Button";
import { Menu } from "../../components/Menu";
import type { AgentView } from "../../host";
import { copyText, exportText, importText, moveText } from "../../text/moving";
import { useMoving } from "./useMoving";

/** Everything that moves all metrics of an agent elsewhere, in one menu of its page. */
export function MoveMenu({ agent, isReadOnly }: { agent: AgentView; isReadOnly: boolean }) {
  const moving = useMoving(agent);
  const rows = agent.metrics.filter((row) => row.change !== "removed");
  const some = rows.length > 0;
  const entries = [
    ...(some ? [{ id: "export", label: exportText.title, icon: Download }] : []),
    ...(isReadOnly ? [] : [{ id: "import", label: importText.title, icon: Upload }]),
    ...(some && !isReadOnly ? [{ id: "copy", label: copyText.title, icon: CopyPlus }] : []),
  ];
  if (entries.length === 0) return null;
  return (
    <>
      <Menu
        label={moveText.menu}
        trigger={
          <Button variant="secondary" icon={ArrowRightLeft}>
            {moveText.menu}
          </Button>
        }
        sections={[{ id: "move", entries }]}
        onAction={(id) => {
          if (id === "export") moving.exportMetrics([]);
          else if (id === "import") moving.importMetrics();
          else moving.copyToAgents(rows);
        }}
      />
      {moving.dialogs}
    </>
  );
}
