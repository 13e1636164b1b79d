import { type ReactNode, useState } from "react";
import type { AgentView, MetricRow } from "../../host";
import { useMoving } from "../moving/useMoving";
import { SaveTemplate } from "../templates/SaveTemplate";

/**
 * What can be done with metrics beyond this list: the one place where copying, exporting, importing and own templates
 * are joined to it. An action that cannot be done now is null, and neither the selection bar, nor a row's menu, nor
 * the page's menu offers it.
 */
export interface BeyondActions {
  copyToAgents: ((rows: MetricRow[]) => void) | null;
  exportMetrics: ((rows: MetricRow[]) => void) | null;
  importMetrics: (() => void) | null;
  saveAsTemplates: ((rows: MetricRow[]) => void) | null;
}

export type BeyondAction = keyof BeyondActions;

/** What "Find anything" may offer without the page being there. */
export const offeredBeyond: readonly BeyondAction[] = [
  "copyToAgents",
  "exportMetrics",
  "importMetrics",
  "saveAsTemplates",
];

/** The actions for one agent, and the dialogs they open. */
export function useBeyond(agent: AgentView): { actions: BeyondActions; dialogs: ReactNode } {
  const moving = useMoving(agent);
  const [templated, setTemplated] = useState<readonly string[] | "all" | null>(null);
  const isReadOnly = agent.readOnly !== null;
  const standing = agent.metrics.filter((row) => row.change !== "removed").length;
  const some = standing > 0;
  return {
    actions: {
      copyToAgents: some && !isReadOnly ? moving.copyToAgents : null,
      exportMetrics: some
        ? // Without a choice it is the whole set, with everything around the metrics.
          (rows) => moving.exportMetrics(rows.length === standing ? [] : rows)
        : null,
      importMetrics: isReadOnly ? null : moving.importMetrics,
      saveAsTemplates: some
        ? (rows) => setTemplated(rows.length === standing && standing > 1 ? "all" : rows.map((row) => row.id))
        : null,
    },
    dialogs: (
      <>
        {moving.dialogs}
        {templated !== null && (
          <SaveTemplate agent={agent} metrics={templated} onClose={() => setTemplated(null)} />
        )}
      </>
    ),
  };
}
