import { ArrowRightLeft, CopyPlus, Download, LayoutTemplate, Upload } from "lucide-react";
import { Button } from "../../components/Button";
import { Menu } from "../../components/Menu";
import type { MetricRow } from "../../host";
import { copyText, exportText, importText, moveText } from "../../text/moving";
import { templatesText } from "../../text/templates";
import type { BeyondActions } from "../metrics/useBeyond";

interface Props {
  /** The metrics that are not removed. */
  rows: MetricRow[];
  actions: BeyondActions;
}

/** Everything that moves all metrics of an agent elsewhere, in one menu of its page. */
export function MoveMenu({ rows, actions }: Props) {
  const entries = [
    ...(actions.exportMetrics ? [{ id: "export", label: exportText.title, icon: Download }] : []),
    ...(actions.importMetrics ? [{ id: "import", label: importText.title, icon: Upload }] : []),
    ...(actions.copyToAgents ? [{ id: "copy", label: copyText.title, icon: CopyPlus }] : []),
    ...(actions.saveAsTemplates
      ? [{ id: "templates", label: templatesText.save.all, icon: LayoutTemplate }]
      : []),
  ];
  if (entries.length === 0) return null;
  return (
    <Menu
      label={moveText.menu}
      trigger={
        <Button variant="secondary" icon={ArrowRightLeft}>
          {moveText.menu}
        </Button>
      }
      sections={[{ id: "move", entries }]}
      onAction={(id) => {
        if (id === "export") actions.exportMetrics?.(rows);
        else if (id === "import") actions.importMetrics?.();
        else if (id === "copy") actions.copyToAgents?.(rows);
        else actions.saveAsTemplates?.(rows);
      }}
    />
  );
}
