import { type ReactNode, useState } from "react";
import type { AgentView, MetricRow } from "../../host";
import { CopyDialog } from "./CopyDialog";
import { ExportDialog } from "./ExportDialog";
import { ImportDialog } from "./ImportDialog";

type Open = { which: "export" | "import" | "copy"; chosen: readonly string[] };

/** What moves metrics of one agent elsewhere, and the dialogs that do it. Put the dialogs anywhere on the page. */
export function useMoving(agent: AgentView): {
  exportMetrics: (rows: readonly MetricRow[]) => void;
  importMetrics: () => void;
  copyToAgents: (rows: readonly MetricRow[]) => void;
  dialogs: ReactNode;
} {
  // What was opened last stays while its dialog fades out.
  const [last, setLast] = useState<Open>({ which: "export", chosen: [] });
  const [isOpen, setOpen] = useState(false);
  const show = (which: Open["which"], rows: readonly MetricRow[] = []) => {
    setLast({ which, chosen: rows.map((row) => row.id) });
    setOpen(true);
  };
  const onClose = () => setOpen(false);
  const shows = (which: Open["which"]) => isOpen && last.which === which;
  return {
    exportMetrics: (rows) => show("export", rows),
    importMetrics: () => show("import"),
    copyToAgents: (rows) => show("copy", rows),
    dialogs: (
      <>
        <ExportDialog agent={agent} chosen={last.chosen} isOpen={shows("export")} onClose={onClose} />
        <ImportDialog agentId={agent.id} isOpen={shows("import")} onClose={onClose} />
        <CopyDialog agent={agent} chosen={last.chosen} isOpen={shows("copy")} onClose={onClose} />
      </>
    ),
  };
}
